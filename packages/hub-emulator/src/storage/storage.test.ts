import fc from "fast-check";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { makeBlob } from "../git/make-object.ts";
import { FOLDER } from "../git/tree.ts";
import { editTree } from "./edit-tree.ts";
import { findEntry } from "./find-entry.ts";
import { mutex } from "./mutex.ts";
import { openObjectStore } from "./object-store.ts";
import { readSlice } from "./read-slice.ts";
import { walkTree } from "./walk-tree.ts";

test("a tree edited step by step is the tree made at once, and holds what a map holds", async () => {
  const folder = temporaryFolder();
  const objects = await openObjectStore(() => folder);
  const path = fc
    .array(fc.constantFrom("a", "b", "a.b", "ü"), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join("/"));
  const step = fc.record({
    kind: fc.constantFrom("set", "set", "remove", "removeFolder"),
    path,
    text: fc.string({ maxLength: 3 }),
  });
  const check = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
    const model = new Map<string, string>();
    let root: string | undefined;
    for (const { kind, path, text } of steps) {
      const edit = await editTree(objects.tree, root);
      const blob = makeBlob(Buffer.from(text));
      await objects.add([blob]);
      const below = [...model.keys()].filter((key) => key.startsWith(`${path}/`));
      const isBlocked = path.split("/").some((_, i, parts) => model.has(parts.slice(0, i).join("/")));
      if (kind === "set") {
        expect(await edit.set(path, blob.id)).toBe(below.length === 0 && !isBlocked);
        if (below.length === 0 && !isBlocked) model.set(path, blob.id);
      } else if (kind === "remove") expect(await edit.remove(path)).toBe(model.delete(path));
      else {
        expect(await edit.remove(path, { folder: true })).toBe(below.length > 0);
        for (const key of below) model.delete(key);
      }
      const { root: next, trees } = edit.finish();
      await objects.add(trees);
      root = next;
    }
    const files = new Map<string, string>();
    if (root)
      for await (const entry of walkTree(objects, root, { recursive: true }))
        if (entry.mode !== FOLDER) files.set(entry.path, entry.id);
    expect(new Map([...files].sort())).toEqual(new Map([...model].sort()));
    const atOnce = await editTree(objects.tree, undefined);
    for (const [key, id] of model) await atOnce.set(key, id);
    if (root) expect(atOnce.finish().root).toBe(root);
  });
  await fc.assert(check, { seed: 4, numRuns: 60 });
});

test("objects are written once, read again after reopening, and unknown ones are an error", async () => {
  const folder = temporaryFolder();
  const first = await openObjectStore(() => folder);
  const blobs = ["one", "two", "", "one"].map((text) => makeBlob(Buffer.from(text)));
  await first.add(blobs);
  await first.add(blobs);
  const second = await openObjectStore(() => folder);
  for (const { id, content } of blobs) expect(await readSlice(second.slice(id))).toEqual(content);
  expect(() => second.slice("0".repeat(40))).toThrow("is missing");
});

test("nothing is found below a file or in a folder that is not there", async () => {
  const folder = temporaryFolder();
  const objects = await openObjectStore(() => folder);
  const edit = await editTree(objects.tree, undefined);
  const blob = makeBlob(Buffer.from("x"));
  await edit.set("a/b", blob.id);
  const { root, trees } = edit.finish();
  await objects.add([blob, ...trees]);
  const find = async (path: string) => (await findEntry(objects, root, path))?.id;
  expect([await find("a/b"), await find("a/b/c"), await find("c/d"), await find("")]).toEqual([
    blob.id,
    undefined,
    undefined,
    root,
  ]);
});

test("a mutex goes on after an action that failed", async () => {
  const exclusive = mutex();
  const order: number[] = [];
  const failed = exclusive(async () => {
    order.push(1);
    throw new Error("no");
  });
  const next = exclusive(async () => void order.push(2));
  await expect(failed).rejects.toThrow("no");
  await next;
  expect(order).toEqual([1, 2]);
});
