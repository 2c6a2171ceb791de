import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { addressOf } from "../router/site-root.ts";
import { BUNDLED_DRAWINGS, drawingAddress } from "./bundled-pictures.ts";
import { defaultSources } from "./default-sources.ts";

beforeAll(() => vi.stubGlobal("document", { baseURI: "https://host.example/some/base/" }));
afterAll(() => vi.unstubAllGlobals());

test("pages and pictures are below the page's base", () => {
  expect(addressOf("")).toBe("https://host.example/some/base/");
  expect(addressOf("draw", new URLSearchParams({ seed: "7" }))).toBe("https://host.example/some/base/draw/?seed=7");
});

test("every bundled drawing is one of the files, each breed once", () => {
  const files = readdirSync(new URL("../../public/pictures/drawings", import.meta.url)).sort();
  expect(BUNDLED_DRAWINGS.map((drawing) => drawingAddress(drawing).replace(/.*\//, "")).sort()).toEqual(files);
  expect(new Set(BUNDLED_DRAWINGS.map(({ breed }) => breed)).size).toBe(12);
});

test("models are looked for beside the site, then on the Hub", () => {
  const [own, hub] = defaultSources("generator");
  expect(own.href).toBe("https://host.example/some/base/models/generator/");
  expect(hub.hostname).toBe("huggingface.co");
});
