import { defineConfig } from "vitest/config";
import { assets } from "./build/assets.ts";

// A running `dateline serve` answers /api while the page is worked on: `npm run dev`, with its address in DATELINE_API.
const api = process.env.DATELINE_API ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [assets()],
  build: {
    outDir: process.env.DATELINE_WEB_OUT ?? "dist",
    emptyOutDir: true,
    target: "es2022",
    // No data: addresses and no inlined polyfill: the content security policy allows neither.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1300,
    sourcemap: false,
  },
  server: { proxy: { "/api": { target: api, changeOrigin: true } } },
  test: { include: ["src/**/*.test.ts", "build/**/*.test.ts"] },
});
