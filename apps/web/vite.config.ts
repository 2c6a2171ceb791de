import { defineConfig } from "vite";
import { bundledFiles } from "./build/bundled-files.ts";
import { icons } from "./build/icons.ts";
import { offline } from "./build/offline.ts";
import { preloadFonts } from "./build/preload-fonts.ts";
import { ISOLATION } from "./build/site-headers.ts";
import { staticPages } from "./build/static-pages.ts";

export default defineConfig({
  // Relative to each page's <base>: the same files serve any base path.
  base: "./",
  plugins: [bundledFiles(), icons(), preloadFonts(), staticPages(), offline()],
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: "es" },
  optimizeDeps: { exclude: ["onnxruntime-web", "@tiny-cats/core", "@tiny-cats/models"] },
  server: { headers: ISOLATION },
  preview: { headers: ISOLATION },
});
