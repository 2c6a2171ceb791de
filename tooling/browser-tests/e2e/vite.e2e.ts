import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { build, createServer, type InlineConfig, preview } from "vite";

const root = join(import.meta.dirname, "..", "app");
const common: InlineConfig = {
  root,
  configFile: false,
  logLevel: "error",
  base: "./",
  // onnxruntime-web finds its .wasm beside itself: what is bundled ahead of time would lose it, and packages that start workers likewise.
  optimizeDeps: { exclude: ["onnxruntime-web", "@tiny-cats/core", "@tiny-cats/models"] },
  server: { host: "127.0.0.1", port: 0, fs: { strict: false } },
  preview: { host: "127.0.0.1", port: 0 },
  worker: { format: "es" },
};

async function answer(page: Page, url: string): Promise<string> {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(url);
  await expect(page.locator("#answer"), errors.join("\n")).toHaveText(/\S/, { timeout: 45_000 });
  return (await page.locator("#answer").textContent()) ?? "";
}

test("vite dev runs the classifier", async ({ page }) => {
  const server = await createServer(common);
  try {
    await server.listen();
    expect(await answer(page, server.resolvedUrls!.local[0])).toMatch(
      /^Egyptian Mau 0\.4191 onnxruntime-web .* \(wasm\)$/,
    );
  } finally {
    await server.close();
  }
});

test("vite build makes an app that runs, with no Node code and one runtime", async ({ page }) => {
  const outDir = await mkdtemp(join(tmpdir(), "tiny-cats-vite-"));
  try {
    await build({ ...common, build: { outDir, emptyOutDir: true, target: "es2022" } });
    const files = (await readdir(join(outDir, "assets"))).sort();
    const scripts = files.filter((name) => name.endsWith(".js"));
    const texts = await Promise.all(scripts.map((name) => readFile(join(outDir, "assets", name), "utf8")));
    expect(texts.join("\n")).not.toMatch(/from\s*["']node:|require\(["']node:/);
    expect(files.filter((name) => name.endsWith(".wasm"))).toHaveLength(1);
    const entry = scripts.findIndex((name) => name.startsWith("index-"));
    expect(gzipSync(texts[entry]).length).toBeLessThan(30_000);
    const server = await preview({ ...common, build: { outDir } });
    try {
      expect(await answer(page, server.resolvedUrls!.local[0])).toMatch(
        /^Egyptian Mau 0\.4191 onnxruntime-web .* \(wasm\)$/,
      );
    } finally {
      await server.close();
    }
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
});
