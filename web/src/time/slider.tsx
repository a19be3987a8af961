/**
 * The slider: claims a week as bars, the day shown as a handle, the day that changes are counted from as another.
 *
 * Dragging writes the day into a signal and nothing else; bars, handles and the map draw themselves from it. Shift and drag marks a
 * range; the wheel looks closer.
 */
import { effect, signal, untracked } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Summary } from "../api/types";
import { scene, summary } from "../state/ledger";
import { asOf, go, newest, on, page, since, slide } from "../state/store";
import { theme } from "../ui/theme";
import { bars, holding, ticks, toDay, toX, zoomed, type Axis } from "./axis";
import { addMonths, iso, parseDay, spelled, type Day } from "./days";
import { CanvasPen } from "../map/pen";

/** The days that the slider shows; null until the ledger is there. */
const axis = signal<Axis | null>(null);
export const playing = signal(false);

/** First and last day that anything is told of. */
export function bounds(): [Day, Day] {
  const told = summary.value;
  const [first, last] = [parseDay(told?.first), parseDay(told?.last)];
  const [low, high] = first !== null && last !== null ? [first, last] : (scene.value?.extent() ?? [newest.value - 180, newest.value]);
  const margin = Math.max(14, Math.round((high - low) * 0.012));
  return [low - margin, high + margin];
}

/** Steps the day and stays within the ledger's days. */
export function step(days: number, months = 0): void {
  const [low, high] = bounds();
  const to = months === 0 ? on.value + days : addMonths(on.value, months);
  slide({ on: Math.max(low, Math.min(high, to)) });
}

/** A day that was typed or clicked. */
export function jump(day: Day): void {
  go({ on: day });
}

let timer: number | undefined;

/** Plays a week at a time; stops at the end. */
export function play(): void {
  playing.value = !playing.value;
  clearInterval(timer);
  if (!playing.value) return;
  const [low, high] = bounds();
  if (on.value >= high - 7) slide({ on: low });
  timer = window.setInterval(() => {
    const span = axis.value ? axis.value.to - axis.value.from : 0;
    step(span > 4000 ? 14 : span > 500 ? 7 : 1);
    if (on.value >= high) play();
  }, 90);
}

const HEIGHT = 62;

export function Slider() {
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const element = canvas.current;
    // Small, and drawn by the processor: the first canvas that the graphics card draws keeps the page waiting.
    const ctx = element?.getContext("2d", { willReadFrequently: true });
    if (!element || !ctx) return;
    const pen = new CanvasPen(ctx);
    let asked = false;
    let dragging = false;
    let size = { width: element.clientWidth, height: element.clientHeight };
    let drawn: { told: Summary; axis: Axis; width: number; boxes: { from: Day; box: number[] }[] } | null = null;

    const draw = () => {
      asked = false;
      const [now, told, paint] = [axis.peek(), summary.peek(), theme.peek()];
      const { width, height } = size;
      const [wide, high] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
      if (element.width !== wide || element.height !== high) [element.width, element.height] = [wide, high];
      ctx.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
      ctx.clearRect(0, 0, width, height);
      if (!now || !told || width === 0) return;
      const day = on.peek();
      const [from, known] = [since.peek(), asOf.peek()];
      const base = HEIGHT - 6;
      const here = { ...now, width };
      pen.lines([[0, base + 0.5, width, base + 0.5]], false, { stroke: paint.grey, width: 1, opacity: 0.4 });
      if (from !== null) {
        const [a, b] = [toX(here, Math.min(from, day)), toX(here, Math.max(from, day))];
        pen.lines([[a, 2, b, 2, b, base, a, base]], true, { fill: paint.ink, opacity: 0.07 });
        pen.lines([[toX(here, from), 2, toX(here, from), base + 5]], false, { stroke: paint.grey, width: 1.5, dash: [3, 2] });
      }
      // The bars stay the same while the day moves.
      if (drawn?.told !== told || drawn.axis !== now || drawn.width !== width) {
        const all = bars(told.weeks.map((w) => ({ week: w.week, count: w.claims })), here);
        // The highest week must not flatten the others: heights go by the square root.
        const most = Math.max(1, ...all.map((bar) => bar.count));
        const boxes = all.filter((bar) => bar.count > 0).map((bar) => {
          const [x0, x1] = [toX(here, bar.from), Math.max(toX(here, bar.from) + 1.2, toX(here, bar.to) - 1)];
          const top = base - Math.max(1.5, Math.sqrt(bar.count / most) * (base - 10));
          return { from: bar.from, box: [x0, top, x1, top, x1, base, x0, base] };
        });
        drawn = { told, axis: now, width, boxes };
      }
      for (const [past, opacity] of [[true, 0.62], [false, 0.24]] as const) {
        const parts = drawn.boxes.filter((bar) => bar.from <= day === past).map((bar) => bar.box);
        pen.lines(parts, true, { fill: paint.grey, opacity });
      }
      if (known !== null) {
        const x = toX(here, known);
        pen.lines([[x, 2, x, base]], false, { stroke: paint.ink, width: 1, dash: [2, 3], opacity: 0.6 });
        pen.text("known", x + 4, 7, { size: 10, fill: paint.grey });
      }
      for (const tick of ticks(here)) {
        const x = toX(here, tick.day);
        pen.lines([[x, base, x, base + 4]], false, { stroke: paint.grey, width: 1, opacity: 0.5 });
        pen.text(tick.text, x, base + 14, { size: 11, weight: tick.strong ? 550 : 400, fill: paint.grey, align: x < 16 ? "left" : x > width - 16 ? "right" : "center" });
      }
      const x = toX(here, day);
      pen.lines([[x, 2, x, base + 6]], false, { stroke: paint.ink, width: 1.8 });
      pen.circle(x, base, 5.2, { fill: paint.ink, stroke: paint.paper, width: 1.5 });
    };
    const soon = () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(draw);
    };

    const stop = [
      effect(() => {
        if (!summary.value || untracked(() => axis.value)) return;
        const [from, to] = untracked(bounds);
        axis.value = { from, to, width: 1 };
      }),
      effect(() => {
        void [on.value, axis.value, summary.value, theme.value, since.value, asOf.value];
        soon();
      }),
      // A day that was stepped to or typed is brought into view.
      effect(() => {
        const day = on.value;
        const now = axis.peek();
        if (now && !dragging && (day < now.from || day > now.to)) axis.value = holding(now, day);
      }),
    ];
    // Asked once a drag: asking in every move would have the browser lay the page out in every move.
    let box = { left: 0, width: 1 };
    const measure = () => (box = element.getBoundingClientRect());
    const dayAt = (event: PointerEvent | WheelEvent): Day => {
      const now = axis.peek() ?? { from: 0, to: 1, width: 1 };
      const [low, high] = bounds();
      return Math.max(low, Math.min(high, toDay({ ...now, width: box.width }, event.clientX - box.left)));
    };
    let range: Day | null = null;
    const down = (event: PointerEvent) => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      dragging = true;
      measure();
      if (playing.value) play();
      range = event.shiftKey ? dayAt(event) : null;
      // One step back undoes a whole drag.
      go({ on: dayAt(event), ...(range === null ? {} : { since: range }) });
    };
    const move = (event: PointerEvent) => {
      if (!dragging) return;
      const day = dayAt(event);
      if (range === null) slide({ on: day });
      else slide({ since: Math.min(range, day), on: Math.max(range, day) });
    };
    const up = () => {
      if (range !== null && page.value.since === page.value.on) slide({ since: null });
      dragging = false;
      range = null;
    };
    const wheel = (event: WheelEvent) => {
      const now = axis.peek();
      if (!now) return;
      event.preventDefault();
      measure();
      const [low, high] = bounds();
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        const by = (event.deltaX / element.clientWidth) * (now.to - now.from);
        const shift = Math.max(low - now.from, Math.min(high - now.to, by));
        axis.value = { ...now, from: now.from + shift, to: now.to + shift };
      } else axis.value = zoomed(now, dayAt(event), Math.exp(event.deltaY / 300), low, high);
    };
    element.addEventListener("pointerdown", down);
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", up);
    element.addEventListener("wheel", wheel, { passive: false });
    const watch = new ResizeObserver(() => {
      size = { width: element.clientWidth, height: element.clientHeight };
      soon();
    });
    watch.observe(element);
    return () => {
      stop.forEach((end) => end());
      watch.disconnect();
    };
  }, []);

  const say = on.value;
  const [low, high] = bounds();
  return (
    <canvas
      class="slider"
      ref={canvas}
      role="slider"
      tabIndex={0}
      aria-label="Day shown; bars are claims a week"
      aria-valuemin={low}
      aria-valuemax={high}
      aria-valuenow={say}
      aria-valuetext={spelled(say)}
      data-day={iso(say)}
    />
  );
}

/** Looks closer at the slider's days, or farther. */
export function zoomAxis(factor: number): void {
  const now = axis.value;
  if (!now) return;
  const [low, high] = bounds();
  const around = on.value >= now.from && on.value <= now.to ? on.value : (now.from + now.to) / 2;
  axis.value = zoomed(now, around, factor, low, high);
}

/** How long the days on the slider are, for the line beneath it. */
export function axisSpan(): string {
  const now = axis.value;
  return now ? `${iso(Math.round(now.from)).slice(0, 7)} to ${iso(Math.round(now.to)).slice(0, 7)}` : "";
}
