import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type LaunchOptions } from "@playwright/test";

interface Profile extends AsyncDisposable {
  context: BrowserContext;
}

/** Chromium with a profile of its own on disk, where nothing is kept yet. */
export async function newProfile(options: LaunchOptions, more: { serviceWorkers?: "block" } = {}): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), "tiny-cats-bench-"));
  const context = await chromium.launchPersistentContext(folder, { ...options, ...more });
  return {
    context,
    async [Symbol.asyncDispose]() {
      await context.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
