import type { Page } from "@playwright/test";

/** Where the page's server has the runtimes. */
const RUNTIME = "/ort/ort.wasm.bundle.min.mjs";
const WEBGPU_RUNTIME = "/ort/ort.jspi.bundle.min.mjs";

/** Imports the package in the page as `kit`, with a pool whose runtimes come from the page's own server. */
export async function prepare(page: Page): Promise<void> {
  await page.evaluate(
    async ([runtimeUrl, webgpuUrl]) => {
      const [core, web] = await Promise.all(["@tiny-cats/core", "@tiny-cats/core/web"].map((entry) => import(entry)));
      const urls = { runtimeUrl, webgpuUrl };
      const pool = web.createWorkerPool(urls);
      const fetched = async (path: string) => (await fetch(path)).blob();
      /** The code of the error of ours that a promise ends in. */
      const codeOf = (promise: Promise<unknown>) =>
        promise.then(
          () => "no error",
          (error) => error.code ?? String(error),
        );
      Object.assign(globalThis, { kit: { ...core, ...web, pool, urls, fetched, codeOf } });
    },
    [RUNTIME, WEBGPU_RUNTIME],
  );
}
