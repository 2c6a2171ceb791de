import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

const ORIGIN = "https://tiny-cats.test";
const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

/** The folders a page may read, by the first part of the path. */
const folders: Record<string, string> = {
  core: join(here, "..", "dist"),
  schema: dirname(require.resolve("@tiny-cats/schema")),
  fixtures: join(here, "..", "..", "..", "tooling", "fixtures"),
};

const imports = {
  "@tiny-cats/core": "/core/index.js",
  "@tiny-cats/core/png": "/core/png.js",
  "@tiny-cats/schema": "/schema/index.js",
  "@tiny-cats/schema/errors": "/schema/errors.js",
};

/** Opens a page that can import the built packages as they are, unbundled; no server and no network. */
export async function openPage(page: Page): Promise<void> {
  await page.route("**/*", async (route) => {
    const { origin, pathname } = new URL(route.request().url());
    if (origin !== ORIGIN) return route.abort();
    if (pathname === "/") {
      const body = `<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script>`;
      return route.fulfill({ contentType: "text/html", body });
    }
    const [, folder, ...rest] = pathname.split("/");
    const body = folders[folder] && (await readFile(join(folders[folder], ...rest)).catch(() => undefined));
    if (!body) return route.fulfill({ status: 404 });
    return route.fulfill({
      contentType: pathname.endsWith(".js") ? "text/javascript" : "application/octet-stream",
      body,
    });
  });
  await page.goto(`${ORIGIN}/`);
}
