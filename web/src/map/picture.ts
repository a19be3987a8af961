/**
 * A picture of the map: what is on the screen, with its date, its legend, its credits and the sentence that it shows what was
 * reported. PNG at twice the screen's pixels, or SVG with text as text.
 */
import { clusters, scene, summary } from "../state/ledger";
import { on, page } from "../state/store";
import { iso, spelled } from "../time/days";
import { theme } from "../ui/theme";
import { drawNames, drawSpots, layOut, measureWith, nameLayout, type Layout } from "./drawing";
import { drawGround, loadGround } from "./ground";
import { PLAIN } from "./legend";
import { countryNames, sightNow, ground, looksNow, wishNow } from "./view";
import { CanvasPen, SvgPen, type Pen } from "./pen";
import type { Scene } from "./scene";
import { drawSymbol, type Look, type Theme } from "./symbols";

const FOOT = 30;
const HEAD = 58;

/** What the picture says above the map. */
export function headline(): { title: string; note: string } {
  const { layer, asOf, since } = page.value;
  const when = since === null ? spelled(on.value) : `${spelled(since)} to ${spelled(on.value)}`;
  return {
    title: since === null ? `Who held what on ${when}` : `What changed, ${when}`,
    note: [layer === "claimed" ? "as the parties claimed" : "as assessed from reports", asOf === null ? "all reports known" : `reports known by ${spelled(asOf)}`].join(" · "),
  };
}

interface Row {
  look: Look;
  text: string;
  count: number;
}

/** The legend of what is in the picture. */
function rows(all: Scene, laid: Layout): Row[] {
  const parties = new Map<string, Row>();
  const kinds = new Map<string, Row>();
  const add = (map: Map<string, Row>, text: string, look: Look, count: number) => {
    const row = map.get(text) ?? { look, text, count: 0 };
    row.count += count;
    map.set(text, row);
  };
  for (const [at, count] of laid.counts) {
    const look = all.looks[at];
    if (!look) continue;
    const fought = look.status === "contested" || look.status === "divided";
    const name = summary.value?.parties.find((party) => party.id === look.party)?.name ?? look.party;
    if (name !== null && !fought) add(parties, name, { ...PLAIN, holder: look.holder }, count);
    if (fought) add(kinds, "contested", { ...PLAIN, status: "contested", others: [2, 0] }, count);
    if (look.status === "besieged") add(kinds, "besieged", { ...PLAIN, status: "besieged", holder: 2, others: [0] }, count);
    if (look.status === "presence") add(kinds, "presence only", { ...PLAIN, status: "presence", holder: 2 }, count);
    if (look.status === "unknown") add(kinds, "unknown", { ...PLAIN, status: "unknown" }, count);
    else if (look.claimedOnly) add(kinds, "claimed only", { ...PLAIN, holder: 2, claimedOnly: true }, count);
    if (look.stale && look.status !== "unknown") add(kinds, `no news for ${all.horizon} days`, { ...PLAIN, holder: 2, stale: true }, count);
  }
  const ordered = [...parties.values()].sort((a, b) => b.count - a.count);
  return [...ordered.slice(0, 10), ...kinds.values()];
}

/** Draws the whole picture. */
async function draw(pen: Pen, width: number, height: number, measuring: CanvasRenderingContext2D, paint: Theme): Promise<void> {
  const [all, groups, seen] = [scene.value, clusters.value, sightNow()];
  if (!all || !groups || !seen) throw new Error("the map is not there yet");
  const land = ground.value ?? (await loadGround());
  const sight = { ...seen, width, height };
  const wish = wishNow(all);
  const looks = looksNow(all);
  wish.before = looks.before;
  wish.hovered = null;
  const laid = layOut(all, looks.now, groups, sight, wish);
  drawGround(pen, land, sight, paint);
  const names = nameLayout(all, laid, wish, [], countryNames(land, sight), measureWith(measuring));
  drawNames(pen, names.filter((set) => set.label.tone === "country"), paint);
  drawSpots(pen, laid, wish, paint);
  drawNames(pen, names.filter((set) => set.label.tone !== "country"), paint);

  const { title, note } = headline();
  pen.lines([[0, -HEAD, width, -HEAD, width, 0, 0, 0]], true, { fill: paint.paper });
  pen.text(title, 18, -HEAD + 22, { size: 18, weight: 650, fill: paint.ink });
  pen.text(note, 18, -HEAD + 43, { size: 12, fill: paint.grey });

  const legend = rows(all, laid);
  if (legend.length > 0) {
    const tall = legend.length * 19 + 16;
    const wide = Math.max(...legend.map((row) => row.text.length)) * 6.9 + 74;
    const [x, y] = [14, height - tall - 14];
    pen.lines([[x, y, x + wide, y, x + wide, y + tall, x, y + tall]], true, { fill: paint.paper, stroke: paint.border, width: 0.8, opacity: 0.96 });
    legend.forEach((row, i) => {
      const at = y + 17.5 + i * 19;
      drawSymbol(pen, row.look, x + 18, at, paint, row.look.status === "besieged" ? 0.68 : 0.9);
      pen.text(row.text, x + 34, at, { size: 12, fill: paint.ink });
      pen.text(String(row.count), x + wide - 12, at, { size: 12, fill: paint.grey, align: "right" });
    });
  }
  pen.lines([[0, height, width, height, width, height + FOOT, 0, height + FOOT]], true, { fill: paint.paper });
  const statement = `${summary.value?.statement ?? "Shows what was reported, not what is known"}.`;
  pen.text(statement, 18, height + FOOT / 2, { size: 12, weight: 550, fill: paint.ink });
  const credits = [`Dateline ${summary.value?.version ?? ""}`.trim(), ...(summary.value?.credits ?? ["Natural Earth", "GeoNames CC BY 4.0"])].join(" · ");
  pen.text(credits, width - 18, height + FOOT / 2, { size: 11, fill: paint.grey, align: "right" });
}

/** The origin of a pen moved down by the head's height. */
function below(pen: Pen): Pen {
  const shift = (part: ArrayLike<number>) => Array.from(part, (value, i) => (i % 2 === 1 ? value + HEAD : value));
  return {
    circle: (x, y, r, ink) => pen.circle(x, y + HEAD, r, ink),
    arc: (x, y, r, from, to, ink) => pen.arc(x, y + HEAD, r, from, to, ink),
    lines: (parts, closed, ink) => pen.lines(parts.map(shift), closed, ink),
    text: (text, x, y, lettering) => pen.text(text, x, y + HEAD, lettering),
    // Strokes and not kept pictures: a file may be looked at closer than the screen.
    stamp: (_name, _reach, x, y, draw) => draw(below(pen), x, y),
    within: (shape, inner) => pen.within("ring" in shape ? { ring: shift(shape.ring) } : { ...shape, y: shape.y + HEAD }, inner),
  };
}

/** The picture as a file's bytes. */
export async function picture(kind: "png" | "svg"): Promise<Blob> {
  const seen = sightNow();
  const measuring = document.createElement("canvas").getContext("2d");
  if (!seen || !measuring) throw new Error("the map is not there yet");
  const [width, height] = [Math.round(seen.width), Math.round(seen.height)];
  if (kind === "svg") {
    const pen = new SvgPen(width, height + HEAD + FOOT, headline().title);
    await draw(below(pen), width, height, measuring, theme.value);
    return new Blob([pen.toString()], { type: "image/svg+xml" });
  }
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = (height + HEAD + FOOT) * 2;
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("this browser draws no canvas");
  ctx.scale(2, 2);
  await draw(below(new CanvasPen(ctx)), width, height, measuring, theme.value);
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture came"))), "image/png"));
}

/** Hands the picture to whoever asked for it. */
export async function savePicture(kind: "png" | "svg"): Promise<void> {
  const url = URL.createObjectURL(await picture(kind));
  const link = document.createElement("a");
  link.href = url;
  link.download = `dateline-${iso(on.value)}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
