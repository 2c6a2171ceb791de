import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { choosePlace, chosenPlace, placesOf } from "../../models/chosen-places.ts";
import { readDescription } from "./read-description.ts";

const folder = new URL("../../../../../packages/models/classifier/", import.meta.url);
const fileOf = (name: string) => readFileSync(new URL(name, folder), "utf8");
const A = new URL("https://a.example/m/");
const B = new URL("https://b.example/m/");
const signal = new AbortController().signal;
let answers: Record<string, string>;

beforeEach(() => {
  answers = {};
  vi.stubGlobal("document", { baseURI: "https://host.example/base/" });
  vi.stubGlobal("fetch", async (url: URL, { signal: given }: { signal: AbortSignal }) => {
    given.throwIfAborted();
    if (url.hostname === "a.example") throw new TypeError("down");
    return new Response(answers[url.href] ?? "", { status: url.href in answers ? 200 : 404 });
  });
});
afterEach(() => vi.unstubAllGlobals());

test("the first place that has the manifest, with its card's body", async () => {
  answers[`${B}tiny-cats.json`] = fileOf("tiny-cats.json");
  answers[`${B}README.md`] = fileOf("README.md");
  const { manifest, card, place } = await readDescription([A, B], signal);
  expect([manifest.name, place]).toEqual(["cat-breeds-mobilenetv2", B]);
  expect(card).toMatch(/^\s*# cat-breeds-mobilenetv2/);
});

test("no card, or one that can't be read, is no fault of the model", async () => {
  answers[`${B}tiny-cats.json`] = fileOf("tiny-cats.json");
  expect((await readDescription([B], signal)).card).toBeUndefined();
  answers[`${B}README.md`] = "---\nnever: closed";
  expect((await readDescription([B], signal)).card).toBeUndefined();
});

test("no place, a document of another kind, and being taken back", async () => {
  expect(await errorOf(() => readDescription([B, A], signal))).toMatchObject({
    code: "no-manifest",
    value: `${A}tiny-cats.json`,
  });
  answers[`${B}tiny-cats.json`] = "{}";
  expect((await errorOf(() => readDescription([B], signal))).code).not.toBe("no-manifest");
  await expect(readDescription([B], AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
});

test("another place is taken until the default is wanted again", () => {
  expect(chosenPlace("generator")).toBeUndefined();
  choosePlace("generator", { name: "mine", places: [B] });
  expect([placesOf("generator"), chosenPlace("generator")?.name]).toEqual([[B], "mine"]);
  choosePlace("generator", undefined);
  expect(placesOf("generator")[0].href).toBe("https://host.example/base/models/generator/");
});
