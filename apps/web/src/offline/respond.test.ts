import { expect, test } from "vitest";
import { fakeSite, hashOf, SCOPE } from "../testing/fake-site.ts";
import { isWorkerMessage } from "./messages.ts";
import { type Asked, respond } from "./respond.ts";
import { keepShell } from "./site-cache.ts";
import { runtimeFiles } from "./site-files.ts";

const files = {
  version: "1",
  shell: ["", "draw/", "404.html", "assets/a.js", "models/classifier/tiny-cats.json"].map((path) => ({
    path,
    hash: hashOf(path),
  })),
  large: ["assets/run.wasm", "assets/run.jspi.wasm"].map((path) => ({ path, hash: hashOf(path) })),
};
const ANSWERS = Object.fromEntries(
  [...files.shell, ...files.large].map(({ path }) => path).map((path) => [path, path]),
);

function asked(path: string, options: { mode?: string; method?: string; range?: string } = {}): Asked {
  const { mode = "cors", method = "GET", range } = options;
  return {
    url: new URL(path, SCOPE).href,
    method,
    mode: mode as RequestMode,
    headers: new Headers(range ? { range } : {}),
  };
}

async function offlineSite() {
  const site = fakeSite(files, ANSWERS);
  await keepShell(site.given);
  site.state.isOnline = false;
  return site;
}

test.each([
  ["", ""],
  ["index.html", ""],
  ["draw/", "draw/"],
  ["draw/index.html?seed=7#x", "draw/"],
  ["draw/?seed=7", "draw/"],
])("the page %j is there without network", async (path, expected) => {
  const { given } = await offlineSite();
  const answer = await respond(asked(path, { mode: "navigate" }), given);
  expect(await answer!.text()).toBe(expected);
  expect(answer!.headers.get("cross-origin-embedder-policy")).toBe("require-corp");
});

test("a page without its slash is sent to where it is", async () => {
  const { given } = await offlineSite();
  const answer = await respond(asked("draw?seed=7", { mode: "navigate" }), given);
  expect([answer!.status, answer!.headers.get("location")]).toEqual([301, `${SCOPE}draw/?seed=7`]);
});

test("another page is the host's business; without network it is our 404", async () => {
  const site = fakeSite(files, { ...ANSWERS, other: "the host's" });
  await keepShell(site.given);
  const request = asked("other", { mode: "navigate" });
  expect(await (await respond(request, site.given))!.text()).toBe("the host's");
  site.state.isOnline = false;
  const answer = (await respond(request, site.given))!;
  expect([answer.status, await answer.text()]).toEqual([404, "404.html"]);
});

test("the runtime is kept when it was fetched", async () => {
  const site = fakeSite(files, ANSWERS);
  const fetched = await respond(asked("assets/run.wasm"), site.given);
  expect(await fetched!.text()).toBe("assets/run.wasm");
  site.state.isOnline = false;
  expect(await (await respond(asked("assets/run.wasm"), site.given))!.text()).toBe("assets/run.wasm");
  await expect(respond(asked("assets/run.jspi.wasm"), site.given)).rejects.toThrow("no network");
});

test("a page that a host sends in place of the runtime is not kept", async () => {
  const answers = { ...ANSWERS, "assets/run.wasm": "<title>Sign in</title>" };
  const site = fakeSite(files, answers);
  expect(await (await respond(asked("assets/run.wasm"), site.given))!.text()).toBe("<title>Sign in</title>");
  answers["assets/run.wasm"] = "assets/run.wasm";
  expect(await (await respond(asked("assets/run.wasm"), site.given))!.text()).toBe("assets/run.wasm");
});

test.each([
  ["a graph", asked("models/classifier/onnx/model.onnx")],
  ["another method", asked("draw/", { method: "POST" })],
  ["a part of a file", asked("assets/a.js", { range: "bytes=1-" })],
  ["another host", asked("https://elsewhere.example/tiny-cats.json")],
  ["a file of the Hub", asked("https://huggingface.co/a/b/resolve/main/onnx/model.onnx")],
  ["another site of this host", asked("/draw/", { mode: "navigate" })],
])("%s goes its own way", async (_, request) => {
  const { given } = await offlineSite();
  expect(respond(request, given)).toBeUndefined();
});

test("a manifest of the Hub is the newest there is, and the last one without network", async () => {
  const url = "https://huggingface.co/a/b/resolve/main/tiny-cats.json";
  const answers: Record<string, string> = { [url]: "one" };
  const site = fakeSite(files, answers);
  expect(await (await respond(asked(url), site.given))!.text()).toBe("one");
  answers[url] = "two";
  expect(await (await respond(asked(url), site.given))!.text()).toBe("two");
  site.state.isOnline = false;
  expect(await (await respond(asked(url), site.given))!.text()).toBe("two");
  await expect(respond(asked(url.replace("/a/", "/c/")), site.given)).rejects.toThrow("no network");
});

test("of the large files, WebAssembly takes the one that is for no GPU", () => {
  expect(runtimeFiles(files).map(({ path }) => path)).toEqual(["assets/run.wasm"]);
});

test.each([
  [{ type: "take-over" }, true],
  [{ type: "keep-runtime" }, true],
  [{ type: "other" }, false],
  [null, false],
  ["x", false],
])("%j is a message: %j", (data, expected) => expect(isWorkerMessage(data)).toBe(expected));
