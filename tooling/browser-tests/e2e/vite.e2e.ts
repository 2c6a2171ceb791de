import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { build, createServer, type InlineConfig, type PreviewServer, preview } from "vite";
import { chromium } from "../../../configs/playwright.ts";

// SwiftShader stands in for the GPU.
test.use({ launchOptions: chromium("--enable-unsafe-webgpu") });

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
  await expect(page.locator("#answer"), errors.join("\n")).toHaveText(/\S/, { timeout: 100_000 });
  return (await page.locator("#answer").textContent()) ?? "";
}

const ANSWER = /^Egyptian Mau 0\.4191 onnxruntime-web .* \(wasm\)$/;

test("vite dev runs the classifier", async ({ page }) => {
  const server = await createServer(common);
  try {
    await server.listen();
    expect(await answer(page, server.resolvedUrls!.local[0])).toMatch(ANSWER);
  } finally {
    await server.close();
  }
});

test.describe("what vite build makes", () => {
  let outDir: string;
  let server: PreviewServer;
  test.beforeAll(async () => {
    outDir = await mkdtemp(join(tmpdir(), "tiny-cats-vite-"));
    await build({ ...common, build: { outDir, emptyOutDir: true, target: "es2022" } });
    server = await preview({ ...common, build: { outDir } });
  });
  test.afterAll(async () => {
    await server?.close();
    await rm(outDir, { recursive: true, force: true });
  });

  test("has no Node code, each runtime once, and no file that common hosts refuse", async () => {
    const files = (await readdir(join(outDir, "assets"))).sort();
    const scripts = files.filter((name) => name.endsWith(".js"));
    const texts = await Promise.all(scripts.map((name) => readFile(join(outDir, "assets", name), "utf8")));
    expect(texts.join("\n")).not.toMatch(/from\s*["']node:|require\(["']node:/);
    expect(files.filter((name) => name.endsWith(".wasm")).map((name) => name.replace(/-[^-]*$/, ""))).toEqual([
      "ort-wasm-simd-threaded",
      "ort-wasm-simd-threaded.jspi",
    ]);
    for (const name of files) expect((await stat(join(outDir, "assets", name))).size).toBeLessThan(25 * 2 ** 20);
    const entry = scripts.findIndex((name) => name.startsWith("index-"));
    expect(gzipSync(texts[entry]).length).toBeLessThan(30_000);
  });

  test("fetches one runtime, and that for WebGPU only when asked", async ({ page }) => {
    test.setTimeout(240_000);
    const fetched: string[] = [];
    page.on("request", (request) => fetched.push(request.url()));
    expect(await answer(page, server.resolvedUrls!.local[0])).toMatch(ANSWER);
    const runtimes = () => fetched.filter((url) => /ort-wasm.*\.wasm$/.test(url));
    expect(runtimes()).toHaveLength(1);
    expect(runtimes()[0]).not.toContain("jspi");
    fetched.length = 0;
    expect(await answer(page, `${server.resolvedUrls!.local[0]}?device=webgpu`)).toMatch(
      /^Egyptian Mau 0\.419\d onnxruntime-web .* \(webgpu\)$/,
    );
    expect(runtimes()).toHaveLength(1);
    expect(runtimes()[0]).toContain("jspi");
  });
});
