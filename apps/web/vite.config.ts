import { defineConfig } from "vite";
import { fixturePictures } from "./build/fixture-pictures.ts";
import { staticPages } from "./build/static-pages.ts";

/** What makes a page cross-origin isolated, and WebAssembly run on several threads. */
const isolated = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

export default defineConfig({
  // Relative to each page's <base>: the same files serve any base path.
  base: "./",
  plugins: [staticPages(), fixturePictures()],
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: "es" },
  optimizeDeps: { exclude: ["onnxruntime-web", "@tiny-cats/core", "@tiny-cats/models"] },
  server: { headers: isolated },
  preview: { headers: isolated },
});
