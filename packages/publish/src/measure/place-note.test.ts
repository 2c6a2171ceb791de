import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { preparedTiny } from "../testing/prepared-folders.ts";
import { placeNote } from "./place-note.ts";

test("links to what is published and to addresses stay; others, and those that lead out of it, become text", async () => {
  const prepared = await preparedTiny("classifier");
  const kept = "[a](model.onnx) [b](./tiny-cats.json#files) [c](https://example.org/x) [d](#limits) [i](.)";
  const links = "[e](gone.md) [f](../published/model.onnx) ![g](a%20b.png) [h](/etc/hosts)";
  const found = folderOf({ "card-notes.md": `## Limits\n\n${kept}\n${links}\n` });
  const { folder: root } = prepared;
  const place = (from: string) => placeNote(root, { of: "the classifier", from, folder: "", card: "" });
  const findings = await place(found);
  expect(await readFile(join(prepared.folder, "card-notes.md"), "utf8")).toBe(
    `## Limits\n\n${kept.replace("[i](.)", "i")}\ne f g [h](/etc/hosts)\n`,
  );
  expect(findings.map(({ message }) => /"(.*?)"/.exec(message)?.[1])).toEqual([
    ".",
    "gone.md",
    "../published/model.onnx",
    "a%20b.png",
  ]);
  // What lies there is people's: it is not replaced.
  expect(await place(folderOf({ "card-notes.md": "other" }))).toEqual([]);
  expect(await readFile(join(prepared.folder, "card-notes.md"), "utf8")).toContain("## Limits");
});
