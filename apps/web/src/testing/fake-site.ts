import { createHash } from "node:crypto";
import type { Surroundings } from "../offline/site-cache.ts";
import type { SiteFiles } from "../offline/site-files.ts";
import { fakeCaches } from "./fake-caches.ts";

export const SCOPE = new URL("https://host.example/some/base/");

/** What the build calls a file of this text by. */
export const hashOf = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);

/** A network that answers from a table, and counts. */
export function fakeSite(files: SiteFiles, answers: Record<string, string>, caches = fakeCaches()) {
  const asked: string[] = [];
  const state = { isOnline: true };
  const given: Surroundings = {
    scope: SCOPE,
    files,
    caches,
    fetch: (async (input: string | URL) => {
      const url = new URL(input);
      const path = url.href.startsWith(SCOPE.href) ? url.href.slice(SCOPE.href.length) : url.href;
      asked.push(path);
      if (!state.isOnline) throw new TypeError("no network");
      if (!Object.hasOwn(answers, path)) return new Response("none", { status: 404 });
      return new Response(answers[path], { headers: { "content-encoding": "br", "content-type": "text/html" } });
    }) as typeof fetch,
  };
  return { given, caches, asked, state };
}
