import { test as base } from "@playwright/test";
import { type PageOptions, servePackages } from "./serve-packages.ts";

/** Playwright's test with `open`: opens a page that can import the packages; its server ends with the test. */
export const test = base.extend<{ open: (options?: PageOptions) => Promise<string> }>({
  open: async ({ page }, use) => {
    await using servers = new AsyncDisposableStack();
    await use(async (options) => {
      const { url } = servers.use(await servePackages(options));
      await page.goto(url);
      return url;
    });
  },
});
