declare module "virtual:basemap" {
  /** Where the world at 1:50 million is. */
  export const worldUrl: string;
  /** Where coasts and borders at 1:10 million are. */
  export const closeUrl: string;
}

declare module "virtual:maplibre-worker" {
  /** Where maplibre's worker is. */
  export const workerUrl: string;
}
