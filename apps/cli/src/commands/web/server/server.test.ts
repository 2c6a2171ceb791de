import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../../../tooling/testing/temporary-folder.ts";
import { byteRange } from "./byte-range.ts";
import { contentType } from "./content-type.ts";
import { findFile } from "./find-file.ts";
import { headersFor, parseHeaderRules } from "./header-rules.ts";
import { type ServeFolderOptions, serveFolder } from "./serve-folder.ts";

const HEADERS = "# ours\n/*\n  X-All: 1\n  X-Which: any\n\n/assets/*\n  X-Which: asset\n/one.txt\n  X-One: yes\n";

function site(): string {
  const outer = temporaryFolder();
  const folder = join(outer, "site");
  mkdirSync(join(folder, "draw"), { recursive: true });
  mkdirSync(join(folder, "empty"));
  mkdirSync(join(folder, ".git"));
  writeFileSync(join(outer, "secret.txt"), "secret");
  writeFileSync(join(outer, "site-of-others.txt"), "secret");
  writeFileSync(join(folder, ".git", "config"), "secret");
  writeFileSync(join(folder, "index.html"), "home");
  writeFileSync(join(folder, "draw", "index.html"), "draw");
  writeFileSync(join(folder, "404.html"), "nothing here");
  writeFileSync(join(folder, "one.txt"), "0123456789");
  writeFileSync(join(folder, "none.txt"), "");
  writeFileSync(join(folder, "_headers"), HEADERS);
  symlinkSync(join(outer, "secret.txt"), join(folder, "link.txt"));
  mkdirSync(join(folder, "nested", "index.html"), { recursive: true });
  writeFileSync(join(folder, "nested", "index.html", "index.html"), "nested");
  mkdirSync(join(folder, "linked"));
  symlinkSync(join(outer, "secret.txt"), join(folder, "linked", "index.html"));
  return folder;
}

interface Asked {
  method?: string;
  headers?: Record<string, string>;
  served?: ServeFolderOptions;
}

/** Asks for a path as it is: fetch would tidy it up first. */
async function ask(path: string, { method = "GET", headers = {}, served = {} }: Asked = {}) {
  await using server = await serveFolder(site(), served);
  return await new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    request({ host: "127.0.0.1", port: server.url.port, path, method, headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece) => pieces.push(piece));
      response.on("end", () =>
        resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(pieces).toString() }),
      );
    })
      .on("error", reject)
      .end();
  });
}

describe("a served folder", () => {
  test.each([
    ["/", 200, "home"],
    ["/draw/?seed=7", 200, "draw"],
    ["/one.txt", 200, "0123456789"],
    ["/none.txt", 200, ""],
    ["/one.txt/", 404, "nothing here"],
    ["/empty/", 404, "nothing here"],
    ["/nothing/at/all", 404, "nothing here"],
    ["/../secret.txt", 404, "nothing here"],
    ["/%2e%2e/secret.txt", 404, "nothing here"],
    ["/draw/..%2f..%2fsecret.txt", 404, "nothing here"],
    ["/..%5csecret.txt", 404, "nothing here"],
    ["/%00", 404, "nothing here"],
    ["/%zz", 404, "nothing here"],
    ["/link.txt", 404, "nothing here"],
    ["/linked/", 404, "nothing here"],
    ["/linked", 404, "nothing here"],
    ["/nested/", 404, "nothing here"],
    ["/nested/index.html/", 200, "nested"],
    ["/../site-of-others.txt", 404, "nothing here"],
    ["/.git/config", 404, "nothing here"],
    ["/_headers", 404, "nothing here"],
    ["//host.example/", 404, "nothing here"],
  ])("%s: %d %s", async (path, status, text) => {
    expect(await ask(path)).toMatchObject({ status, text });
  });

  test("names type, length and the folder's headers", async () => {
    const { headers } = await ask("/one.txt");
    expect(headers).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "content-length": "10",
      "accept-ranges": "bytes",
      "cache-control": "no-cache",
      "x-all": "1",
      "x-one": "yes",
    });
    expect((await ask("/one.txt", { served: { headers: false } })).headers["x-all"]).toBeUndefined();
  });

  test("folders get their slash, with the query, and never another host", async () => {
    const { status, headers } = await ask("/draw?seed=7");
    expect([status, headers.location]).toEqual([301, "/draw/?seed=7"]);
    const other = await ask("//draw");
    expect([other.status, other.headers.location]).toEqual([301, "/draw/"]);
  });

  test("parts of files; a part behind the end; several parts are the whole", async () => {
    const part = (range: string) => ask("/one.txt", { headers: { range } });
    expect(await part("bytes=2-4")).toMatchObject({
      status: 206,
      text: "234",
      headers: { "content-range": "bytes 2-4/10" },
    });
    expect(await part("bytes=-3")).toMatchObject({ status: 206, text: "789" });
    expect(await part("bytes=10-")).toMatchObject({
      status: 416,
      text: "",
      headers: { "content-range": "bytes */10" },
    });
    expect(await part("bytes=0-1,3-4")).toMatchObject({ status: 200, text: "0123456789" });
  });

  test("what has not changed is not sent again, HEAD sends nothing, and nothing can be written", async () => {
    await using server = await serveFolder(site());
    const url = new URL("one.txt", server.url);
    const etag = (await fetch(url)).headers.get("etag")!;
    expect((await fetch(url, { headers: { "if-none-match": etag } })).status).toBe(304);
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "10", ""]);
    const put = await fetch(url, { method: "PUT", body: "x" });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });

  test("under a base path, and nothing beside it", async () => {
    const served = { base: "some/base" };
    expect(await ask("/some/base/draw/", { served })).toMatchObject({ status: 200, text: "draw" });
    expect((await ask("/some/base?x=1", { served })).headers.location).toBe("/some/base/?x=1");
    expect((await ask("/some/base/draw", { served })).headers.location).toBe("/some/base/draw/");
    expect(await ask("/draw/", { served })).toMatchObject({ status: 404, text: "Not found\n" });
  });

  test("a hook that fails is the server's fault, and it lives on", async () => {
    await using server = await serveFolder(site(), {
      before: (_, response, path) => {
        if (path === "/bad") throw new Error("fault");
        if (path !== "/mine") return false;
        response.end("mine");
        return true;
      },
    });
    expect((await fetch(new URL("bad", server.url))).status).toBe(500);
    expect(await (await fetch(new URL("mine", server.url))).text()).toBe("mine");
    expect(await (await fetch(server.url)).text()).toBe("home");
  });
});

test("no path leads out of the folder", async () => {
  const folder = site();
  const piece = fc.constantFrom(
    "..",
    ".",
    "%2e%2e",
    "%2E.",
    "%2f",
    "%5c",
    "\\",
    "/",
    "//",
    "secret.txt",
    "draw",
    "link.txt",
    "%00",
    ":",
    "~",
    "%",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
      const found = await findFile(folder, `/${pieces.join("/")}`);
      if (found && "file" in found) expect(found.file.startsWith(`${folder}/`)).toBe(true);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("ranges", () => {
  expect(byteRange(undefined, 10)).toBe("all");
  expect(byteRange("bytes=-", 10)).toBe("all");
  expect(byteRange("lines=1-2", 10)).toBe("all");
  expect(byteRange("bytes=5-2", 10)).toBe("all");
  expect(byteRange("bytes=0-", 10)).toEqual({ start: 0, end: 9 });
  expect(byteRange("bytes=3-99", 10)).toEqual({ start: 3, end: 9 });
  expect(byteRange("bytes=-99", 10)).toEqual({ start: 0, end: 9 });
  expect(byteRange("bytes=-0", 10)).toBeUndefined();
  expect(byteRange("bytes=0-0", 0)).toBeUndefined();
});

test("types by the end of the name", () => {
  expect(contentType("a/b.WASM")).toBe("application/wasm");
  expect(contentType("x.webmanifest")).toMatch(/^application\/manifest\+json/);
  expect(contentType("LICENSE")).toBe("application/octet-stream");
  expect(contentType("x.constructor")).toBe("application/octet-stream");
});

test("rules for headers: the later ones win, and what is none is left out", () => {
  const rules = parseHeaderRules(`  X-Before: 1\n${HEADERS}  nonsense\n`);
  expect(headersFor(rules, "/assets/a.js")).toEqual({ "X-All": "1", "X-Which": "asset" });
  expect(headersFor(rules, "/one.txt")).toEqual({ "X-All": "1", "X-Which": "any", "X-One": "yes" });
});
