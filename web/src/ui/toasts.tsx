/** Short notes of what was done, with a way to undo it. */
import { signal } from "@preact/signals";

export interface Toast {
  id: number;
  text: string;
  trouble: boolean;
  undo?: () => void;
}

const toasts = signal<Toast[]>([]);
let next = 0;

export function say(text: string, options: { trouble?: boolean; undo?: () => void } = {}): void {
  const toast: Toast = { id: next++, text, trouble: options.trouble === true, ...(options.undo ? { undo: options.undo } : {}) };
  toasts.value = [...toasts.value.slice(-2), toast];
  setTimeout(() => drop(toast.id), toast.undo ? 9000 : 6000);
}

function drop(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((toast) => (
        <div key={toast.id} class={toast.trouble ? "toast trouble" : "toast"}>
          <span>{toast.text}</span>
          {toast.undo && (
            <button
              onClick={() => {
                toast.undo?.();
                drop(toast.id);
              }}
            >
              Undo <kbd>u</kbd>
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
