/**
 * A mark: the colour and the shape that stand for a party.
 *
 * The colours are safe for the colour-blind (after Okabe and Ito) and no pair is told apart by colour alone; they are dealt out in a
 * fixed order, never chosen for what a party is. The server says which mark a party has, so that neighbours never share one.
 */

export type Shape = "circle" | "diamond" | "square" | "triangle" | "plus" | "star" | "wedge" | "hexagon" | "cross" | "bar";

export interface Mark {
  shape: Shape;
  /** Of the symbol, on light and on dark land. */
  fill: [light: string, dark: string];
  /** Of the name in a sentence: dark or light enough to read. */
  text: [light: string, dark: string];
}

const INKS: Record<string, [string, string, string, string]> = {
  blue: ["#0072b2", "#3a9bd9", "#00609a", "#6db8ea"],
  orange: ["#e69f00", "#f0ae1c", "#8a5a00", "#f0b840"],
  slate: ["#3a3f45", "#c9ced6", "#30353b", "#d3d8df"],
  green: ["#009e73", "#1fb98c", "#00704f", "#4fcca6"],
  pink: ["#cc79a7", "#dd8fba", "#a03f76", "#e8a5c9"],
  purple: ["#7b5bb0", "#a588d8", "#684a9c", "#bba4e4"],
  sky: ["#56b4e9", "#6cc2f2", "#1f6f9f", "#86cdf5"],
  vermilion: ["#d55e00", "#ea7a26", "#a84a00", "#f39550"],
  brown: ["#8a6a3d", "#b8935f", "#735527", "#cdab7b"],
  teal: ["#2f7f86", "#54aab2", "#21666c", "#7cc4ca"],
};

const ORDER: [keyof typeof INKS, Shape][] = [
  ["blue", "circle"],
  ["orange", "diamond"],
  ["slate", "square"],
  ["green", "triangle"],
  ["pink", "plus"],
  ["purple", "star"],
  ["sky", "wedge"],
  ["vermilion", "hexagon"],
  ["brown", "cross"],
  ["teal", "bar"],
];

/** Marks whose colours differ. */
export const COLOURS = ORDER.length;

/** The k-th mark. After the tenth, colours meet the shapes three further on, so that no pair comes twice in a hundred. */
export function markOf(k: number): Mark {
  const round = Math.floor(k / ORDER.length);
  const [ink] = ORDER[k % ORDER.length] ?? ["slate", "circle"];
  const [, shape] = ORDER[(k + 3 * round) % ORDER.length] ?? ["slate", "circle"];
  const [light, dark, textLight, textDark] = INKS[ink] ?? ["#000", "#fff", "#000", "#fff"];
  return { shape, fill: [light, dark], text: [textLight, textDark] };
}

/** Corners of a shape around 0,0, sized so that all shapes look equally heavy at radius 1; a circle has none. */
export function corners(shape: Shape): [number, number][] {
  switch (shape) {
    case "circle":
      return [];
    case "square":
      return [[-0.86, -0.86], [0.86, -0.86], [0.86, 0.86], [-0.86, 0.86]];
    case "diamond":
      return [[0, -1.3], [0.95, 0], [0, 1.3], [-0.95, 0]];
    case "triangle":
      return [[0, -1.12], [1.12, 0.86], [-1.12, 0.86]];
    case "wedge":
      return [[0, 1.12], [1.12, -0.86], [-1.12, -0.86]];
    case "plus":
      return cross(0);
    case "cross":
      return cross(Math.PI / 4);
    case "bar":
      return [[-1.15, -0.66], [1.15, -0.66], [1.15, 0.66], [-1.15, 0.66]];
    case "hexagon":
      return Array.from({ length: 6 }, (_, i) => polar(1.06, (i * Math.PI) / 3));
    case "star":
      return Array.from({ length: 10 }, (_, i) => polar(i % 2 === 0 ? 1.38 : 0.62, (i * Math.PI) / 5 - Math.PI / 2));
  }
}

function polar(radius: number, angle: number): [number, number] {
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

function cross(turn: number): [number, number][] {
  const [long, arm] = [1.18, 0.4];
  const points: [number, number][] = [
    [-arm, -long], [arm, -long], [arm, -arm], [long, -arm], [long, arm], [arm, arm],
    [arm, long], [-arm, long], [-arm, arm], [-long, arm], [-long, -arm], [-arm, -arm],
  ];
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  return points.map(([x, y]) => [x * c - y * s, x * s + y * c]);
}
