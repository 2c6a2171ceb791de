import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { serveFolder } from "../../cli/src/commands/web/server/serve-folder.ts";
import { watchControls } from "./controls/watch-controls.ts";

export { expect };

const dist = join(import.meta.dirname, "..", "dist");

/** How a request is answered in place of the file. */
export type Fault =
  | { status: number }
  /** The connection ends, at once or after so many bytes of a file that would be longer. */
  | { dropAfter: number }
  /** The file comes this late. */
  | { delayMs: number }
  /** The file comes a piece at a time. */
  | { bytesPerSecond: number }
  /** These bytes come in place of the file's. */
  | { body: Uint8Array | string };

export interface SiteOptions {
  /** "/some/base/" unless told. */
  base?: string;
  /** Whether the host sends COOP, COEP, CSP and the others; yes unless told. */
  headers?: boolean;
  /** Another folder than apps/web/dist. */
  folder?: string;
}

/** A built site that is served. */
export interface Site {
  /** The root, "http://127.0.0.1:port/some/base/". */
  url: URL;
  /** Paths below the root asked for so far, such as "/models/classifier/onnx/model.onnx". */
  requests: string[];
  /** Answers a path below the root otherwise from now on, or again by the file. */
  fault(path: string, fault: Fault | undefined): void;
}

/** Playwright's test with `site`, the built site under a base path, and `serve` for others; each test has its own. A console that is not clean fails. */
export const test = base.extend<{
  site: Site;
  serve: (options?: SiteOptions) => Promise<Site>;
  consoleLines: string[];
  controls: undefined;
  /** Lines that a test expects, such as those of a request it lets fail. */
  allowConsole: RegExp | undefined;
}>({
  allowConsole: [undefined, { option: true }],
  serve: async ({ baseURL: _ }, use) => {
    await using servers = new AsyncDisposableStack();
    await use(async ({ base = "/some/base/", headers = true, folder = dist } = {}) => {
      const requests: string[] = [];
      const faults = new Map<string, Fault>();
      const { url } = servers.use(
        await serveFolder(folder, {
          base,
          headers,
          async before(_, response, path) {
            requests.push(path);
            const fault = faults.get(path);
            return fault ? misbehave(response, fault, join(folder, path)) : false;
          },
        }),
      );
      return {
        url,
        requests,
        fault: (path, fault) => void (fault ? faults.set(path, fault) : faults.delete(path)),
      };
    });
  },
  site: async ({ serve }, use) => use(await serve()),
  consoleLines: [
    // With the servers, which must not close before: what is still asked for then would fail.
    async ({ page, allowConsole, serve: _ }, use) => {
      const lines: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") lines.push(message.text());
      });
      page.on("pageerror", (error) => lines.push(String(error)));
      await use(lines);
      expect(lines.filter((line) => !allowConsole?.test(line))).toEqual([]);
    },
    { auto: true },
  ],
  // For controls/controls.e2e.ts.
  controls: [
    async ({ context }, use, info) => {
      const { save } = await watchControls(context);
      await use(undefined);
      await save(info);
    },
    { auto: true },
  ],
});

async function misbehave(response: ServerResponse, fault: Fault, file: string): Promise<boolean> {
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  if ("delayMs" in fault) {
    await pause(fault.delayMs);
    return false;
  }
  if ("status" in fault) response.writeHead(fault.status, { "Content-Length": 0 }).end();
  else if ("body" in fault) response.writeHead(200).end(fault.body);
  else if ("dropAfter" in fault) {
    if (fault.dropAfter === 0) response.destroy();
    else {
      const bytes = await readFile(file);
      response.writeHead(200, { "Content-Length": bytes.length });
      response.write(bytes.subarray(0, fault.dropAfter), () => setTimeout(() => response.destroy(), 50));
    }
  } else {
    const bytes = await readFile(file);
    response.writeHead(200, { "Content-Length": bytes.length });
    const step = Math.ceil(fault.bytesPerSecond / 20);
    for (let at = 0; at < bytes.length && !response.destroyed; at += step) {
      response.write(bytes.subarray(at, at + step));
      await pause(50);
    }
    response.end();
  }
  return true;
}

/** Keeps a page off the Hub, as where there is no way to it; with `status`, the Hub answers that. */
export async function withoutHub(page: Page, status?: number): Promise<void> {
  await page
    .context()
    .route(/^https:\/\/([\w-]+\.)*(huggingface\.co|hf\.co)\//, (route) =>
      status === undefined ? route.abort("internetdisconnected") : route.fulfill({ status }),
    );
}

/** Makes the page's next workers known as `killWorkers()`, which ends them as a crash would. Call it before the page is opened. */
export async function trackWorkers(page: Page): Promise<() => Promise<void>> {
  await page.addInitScript(() => {
    const Original = Worker;
    const all: Worker[] = [];
    (globalThis as unknown as { allWorkers: Worker[] }).allWorkers = all;
    globalThis.Worker = class extends Original {
      constructor(...given: ConstructorParameters<typeof Original>) {
        super(...given);
        all.push(this);
      }
    };
  });
  return () =>
    page.evaluate(() => {
      const { allWorkers } = globalThis as unknown as { allWorkers: Worker[] };
      for (const worker of allWorkers.splice(0)) {
        worker.terminate();
        worker.dispatchEvent(new ErrorEvent("error", { message: "killed", cancelable: true }));
      }
    });
}

/** Waits until the service worker of the page is in charge of it. */
export async function offlineReady(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
      );
  });
}
