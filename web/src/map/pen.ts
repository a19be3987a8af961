/**
 * A pen: the few strokes that the map needs, on a canvas or in an SVG file.
 *
 * The screen, the exported PNG and the exported SVG are drawn by the same code, so that a picture shows what was seen.
 */

export interface Ink {
  fill?: string;
  stroke?: string;
  width?: number;
  dash?: number[];
  opacity?: number;
  /** Draw the line joints round; sharp ones spike on coasts. */
  round?: boolean;
}

export interface Lettering {
  size: number;
  weight?: number;
  italic?: boolean;
  fill: string;
  /** A rim of the ground's colour, so that a name can be read over a river. */
  halo?: string;
  spacing?: number;
  align?: "left" | "center" | "right";
  opacity?: number;
}

export interface Pen {
  circle(x: number, y: number, r: number, ink: Ink): void;
  /** A part of a circle's rim, clockwise; angles in radians from the right. */
  arc(x: number, y: number, r: number, from: number, to: number, ink: Ink): void;
  /** Closed rings or open lines. */
  lines(parts: ArrayLike<number>[], closed: boolean, ink: Ink): void;
  /** The middle of the letters' height is at y. */
  text(text: string, x: number, y: number, lettering: Lettering): void;
  /** Draws something small that is drawn often: a pen may keep it by its name. `reach` is how far it reaches from its middle. */
  stamp(name: string, reach: number, x: number, y: number, draw: (pen: Pen, x: number, y: number) => void): void;
  /** Draws only inside a shape: rings of coordinates, or a circle. */
  within(shape: { ring: number[] } | { x: number; y: number; r: number }, draw: () => void): void;
}

export const FACE = '"Inter Variable", Inter, system-ui, "Segoe UI", Roboto, sans-serif';

/** Pictures of what is drawn often, at one fineness: that of the screen that the page is on. */
const stamps = new Map<string, HTMLCanvasElement>();
let fineness = 0;

export class CanvasPen implements Pen {
  private face = "";
  private spacing = -1;

  constructor(readonly ctx: CanvasRenderingContext2D) {}

  /** Kept as a picture of the screen's fineness: a thousand symbols a frame are a thousand copies, not ten thousand strokes. */
  stamp(name: string, reach: number, x: number, y: number, draw: (pen: Pen, x: number, y: number) => void): void {
    const ratio = Math.max(2, devicePixelRatio);
    if (ratio !== fineness) {
      stamps.clear();
      fineness = ratio;
    }
    let kept = stamps.get(name);
    if (!kept) {
      kept = document.createElement("canvas");
      kept.width = kept.height = Math.ceil(2 * reach * ratio);
      const ctx = kept.getContext("2d");
      if (!ctx) return draw(this, x, y);
      ctx.scale(ratio, ratio);
      draw(new CanvasPen(ctx), reach, reach);
      if (stamps.size > 3000) stamps.clear();
      stamps.set(name, kept);
    }
    const side = kept.width / ratio;
    // On whole pixels of the screen, so that edges stay sharp.
    const snap = (value: number) => Math.round((value - reach) * devicePixelRatio) / devicePixelRatio;
    this.ctx.drawImage(kept, snap(x), snap(y), side, side);
  }

  circle(x: number, y: number, r: number, ink: Ink): void {
    this.ctx.beginPath();
    this.ctx.arc(x, y, r, 0, 2 * Math.PI);
    this.paint(ink);
  }

  arc(x: number, y: number, r: number, from: number, to: number, ink: Ink): void {
    this.ctx.beginPath();
    this.ctx.arc(x, y, r, from, to);
    this.paint(ink);
  }

  lines(parts: ArrayLike<number>[], closed: boolean, ink: Ink): void {
    this.ctx.beginPath();
    for (const part of parts) this.trace(part, closed);
    this.paint(ink);
  }

  text(text: string, x: number, y: number, lettering: Lettering): void {
    const { ctx } = this;
    // Setting a face costs more than writing a name in it.
    const [face, spacing] = [font(lettering), lettering.spacing ?? 0];
    if (face !== this.face) ctx.font = this.face = face;
    if (spacing !== this.spacing) ctx.letterSpacing = `${(this.spacing = spacing)}px`;
    ctx.textAlign = lettering.align ?? "left";
    ctx.textBaseline = "middle";
    ctx.globalAlpha = lettering.opacity ?? 1;
    if (lettering.halo !== undefined) {
      ctx.strokeStyle = lettering.halo;
      ctx.lineWidth = 3.5;
      ctx.lineJoin = "round";
      ctx.strokeText(text, x, y);
    }
    ctx.fillStyle = lettering.fill;
    ctx.fillText(text, x, y);
    ctx.globalAlpha = 1;
  }

  within(shape: { ring: number[] } | { x: number; y: number; r: number }, draw: () => void): void {
    this.ctx.save();
    this.ctx.beginPath();
    if ("ring" in shape) this.trace(shape.ring, true);
    else this.ctx.arc(shape.x, shape.y, shape.r, 0, 2 * Math.PI);
    this.ctx.clip();
    draw();
    this.ctx.restore();
  }

  private trace(part: ArrayLike<number>, closed: boolean): void {
    for (let i = 0; i + 1 < part.length; i += 2) {
      if (i === 0) this.ctx.moveTo(part[i] ?? 0, part[i + 1] ?? 0);
      else this.ctx.lineTo(part[i] ?? 0, part[i + 1] ?? 0);
    }
    if (closed) this.ctx.closePath();
  }

  private paint(ink: Ink): void {
    const { ctx } = this;
    ctx.globalAlpha = ink.opacity ?? 1;
    if (ink.fill !== undefined) {
      ctx.fillStyle = ink.fill;
      ctx.fill("evenodd");
    }
    if (ink.stroke !== undefined) {
      ctx.strokeStyle = ink.stroke;
      ctx.lineWidth = ink.width ?? 1;
      ctx.lineJoin = ink.round === true ? "round" : "miter";
      if (ink.dash) ctx.setLineDash(ink.dash);
      ctx.stroke();
      if (ink.dash) ctx.setLineDash([]);
    }
    ctx.globalAlpha = 1;
  }
}

export function font(lettering: Lettering): string {
  return `${lettering.italic === true ? "italic " : ""}${lettering.weight ?? 400} ${lettering.size}px ${FACE}`;
}

export class SvgPen implements Pen {
  private readonly body: string[] = [];
  private readonly clips: string[] = [];

  constructor(
    readonly width: number,
    readonly height: number,
    readonly title: string,
  ) {}

  stamp(_name: string, _reach: number, x: number, y: number, draw: (pen: Pen, x: number, y: number) => void): void {
    draw(this, x, y);
  }

  circle(x: number, y: number, r: number, ink: Ink): void {
    this.body.push(`<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}"${paint(ink)}/>`);
  }

  arc(x: number, y: number, r: number, from: number, to: number, ink: Ink): void {
    const at = (angle: number) => `${n(x + r * Math.cos(angle))} ${n(y + r * Math.sin(angle))}`;
    // A whole turn ends where it began, which an arc of SVG takes for nothing: two halves, then.
    const middle = (from + to) / 2;
    const large = to - from > 2 * Math.PI - 0.01;
    const bend = (end: number, wide: boolean) => `A${n(r)} ${n(r)} 0 ${wide ? 1 : 0} 1 ${at(end)}`;
    const way = large ? bend(middle, false) + bend(to, false) : bend(to, to - from > Math.PI);
    this.body.push(`<path d="M${at(from)}${way}"${paint(ink)}/>`);
  }

  lines(parts: ArrayLike<number>[], closed: boolean, ink: Ink): void {
    const d = parts.map((part) => path(part, closed)).join("");
    if (d !== "") this.body.push(`<path d="${d}"${paint(ink)}/>`);
  }

  text(text: string, x: number, y: number, l: Lettering): void {
    const anchor = { left: "start", center: "middle", right: "end" }[l.align ?? "left"];
    const halo = l.halo === undefined ? "" : ` stroke="${l.halo}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"`;
    this.body.push(
      `<text x="${n(x)}" y="${n(y)}" dominant-baseline="central" text-anchor="${anchor}" font-size="${l.size}" font-weight="${l.weight ?? 400}"` +
        `${l.italic === true ? ' font-style="italic"' : ""}${l.spacing === undefined ? "" : ` letter-spacing="${l.spacing}"`}` +
        `${l.opacity === undefined ? "" : ` opacity="${l.opacity}"`} fill="${l.fill}"${halo}>${escaped(text)}</text>`,
    );
  }

  within(shape: { ring: number[] } | { x: number; y: number; r: number }, draw: () => void): void {
    const id = `c${this.clips.length}`;
    const inner = "ring" in shape ? `<path d="${path(shape.ring, true)}"/>` : `<circle cx="${n(shape.x)}" cy="${n(shape.y)}" r="${n(shape.r)}"/>`;
    this.clips.push(`<clipPath id="${id}">${inner}</clipPath>`);
    this.body.push(`<g clip-path="url(#${id})">`);
    draw();
    this.body.push("</g>");
  }

  /** The whole file. */
  toString(): string {
    const { width, height } = this;
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" ` +
      `font-family="Inter, system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"><title>${escaped(this.title)}</title>` +
      `<defs>${this.clips.join("")}</defs>\n${this.body.join("\n")}\n</svg>\n`
    );
  }
}

/** Text as XML can carry it: names come from reports, and reports come from anywhere. */
export function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function path(part: ArrayLike<number>, closed: boolean): string {
  let d = "";
  for (let i = 0; i + 1 < part.length; i += 2) d += `${i === 0 ? "M" : "L"}${n(part[i] ?? 0)} ${n(part[i + 1] ?? 0)}`;
  return d !== "" && closed ? `${d}Z` : d;
}

function paint(ink: Ink): string {
  return (
    ` fill="${ink.fill ?? "none"}"${ink.fill === undefined ? "" : ' fill-rule="evenodd"'}` +
    (ink.stroke === undefined ? "" : ` stroke="${ink.stroke}" stroke-width="${ink.width ?? 1}"`) +
    (ink.dash === undefined ? "" : ` stroke-dasharray="${ink.dash.join(" ")}"`) +
    (ink.round === true ? ' stroke-linejoin="round"' : "") +
    (ink.opacity === undefined ? "" : ` opacity="${ink.opacity}"`)
  );
}
