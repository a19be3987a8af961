/**
 * Files that the page fetches by itself: the basemap's two, and maplibre's worker as it comes, which bundling would only make slower
 * to build.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";
import { close, world } from "./basemap.ts";

interface File {
  module: string;
  /** The constant that holds its address. */
  name: string;
  stem: string;
  ending: "json" | "js";
  make: () => string;
}

const require = createRequire(import.meta.url);

const FILES: File[] = [
  { module: "virtual:basemap", name: "worldUrl", stem: "basemap-world", ending: "json", make: () => JSON.stringify(world()) },
  { module: "virtual:basemap", name: "closeUrl", stem: "basemap-close", ending: "json", make: () => JSON.stringify(close()) },
  {
    module: "virtual:maplibre-worker",
    name: "workerUrl",
    stem: "maplibre-worker",
    ending: "js",
    make: () => readFileSync(require.resolve("maplibre-gl/dist/maplibre-gl-worker.mjs"), "utf8").replace(/\/\/# sourceMappingURL=.*$/m, ""),
  },
];

const KINDS = { json: "application/json", js: "text/javascript" };

/** Emits the files under names with their hash, and serves them while the page is worked on. */
export function assets(): Plugin {
  let serving = false;
  return {
    name: "assets",
    configResolved(config) {
      serving = config.command === "serve";
    },
    resolveId: (id) => (FILES.some((file) => file.module === id) ? `\0${id}` : null),
    load(id) {
      const files = FILES.filter((file) => `\0${file.module}` === id);
      if (files.length === 0) return null;
      const lines = files.map(({ name, stem, ending, make }) => {
        if (serving) return `export const ${name} = "/assets/${stem}.${ending}";`;
        const source = make();
        const hash = createHash("sha256").update(source).digest("hex").slice(0, 8);
        const fileName = `assets/${stem}-${hash}.${ending}`;
        this.emitFile({ type: "asset", fileName, source });
        return `export const ${name} = "/${fileName}";`;
      });
      return lines.join("\n");
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = FILES.find(({ stem, ending }) => request.url === `/assets/${stem}.${ending}`);
        if (!file) return next();
        response.setHeader("content-type", KINDS[file.ending]);
        response.end(file.make());
      });
    },
  };
}
