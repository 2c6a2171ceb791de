import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import type { ImageSet } from "./image-set.ts";
import { openImageSet } from "./open-image-set.ts";

const told = ({ items }: ImageSet) => items.map(({ file, label, split }) => [file, label, split]);

describe("a folder a class", () => {
  test("labels are breeds in any spelling, in the models' order, and others as they are", async () => {
    const root = folderOf({
      "zebra/1.png": "",
      "russian-blue/2.JPG": "",
      "russian-blue/more/1.webp": "",
      "russian-blue/notes.txt": "",
      "Abyssinian/1.jpeg": "",
      "Other/1.gif": "",
      "readme.md": "",
      ".hidden/1.png": "",
      "Abyssinian/.DS_Store": "",
      "zebra/Thumbs.db": "",
    });
    const set = await openImageSet(root);
    expect(set).toMatchObject({ folder: root, layout: "folders" });
    expect(set.labels).toEqual(["Abyssinian", "Russian Blue", "Other", "zebra"]);
    expect(told(set)).toEqual([
      ["Abyssinian/1.jpeg", "Abyssinian", null],
      ["Other/1.gif", "Other", null],
      ["russian-blue/2.JPG", "Russian Blue", null],
      ["russian-blue/more/1.webp", "Russian Blue", null],
      ["zebra/1.png", "zebra", null],
    ]);
    expect(set.ignored).toEqual(["readme.md", "russian-blue/notes.txt"]);
    expect(set.items[2]).toMatchObject({ category: "russian-blue", path: join(root, "russian-blue/2.JPG") });
  });

  test("with splits above, in their usual spellings", async () => {
    const set = await openImageSet(
      folderOf({ "Train/Bengal/1.png": "", "valid/Bengal/1.png": "", "testing/bengal/2.png": "", "valid/3.png": "" }),
    );
    expect(told(set)).toEqual([
      ["Train/Bengal/1.png", "Bengal", "train"],
      ["testing/bengal/2.png", "Bengal", "test"],
      ["valid/Bengal/1.png", "Bengal", "val"],
    ]);
    expect(set.ignored).toEqual(["valid/3.png"]);
  });

  test("refuses splits and classes side by side", async () => {
    const error = await errorOf(() => openImageSet(folderOf({ "train/Bengal/1.png": "", "Bengal/1.png": "" })));
    expect(error.code).toBe("ambiguous-layout");
    expect(error.value).toEqual({ splits: ["train"], others: ["Bengal"] });
  });

  test("refuses a class without pictures, unless told", async () => {
    const root = folderOf({ "Bengal/1.png": "", "Persian/notes.txt": "" });
    expect(await errorOf(() => openImageSet(root))).toMatchObject({ code: "empty-class", value: "Persian" });
    expect((await openImageSet(root, { allowEmpty: true })).labels).toEqual(["Bengal", "Persian"]);
  });
});

describe("an index.csv", () => {
  const index = "file,breed,split\n1.png,Bengal,train\nb/2.png,Persian,val\n3.png,Persian,\n";

  test("pictures lie in images/ or beside it; one that is nowhere is kept", async () => {
    const root = folderOf({ "index.csv": index, "images/1.png": "", "b/2.png": "", "1.png": "" });
    const set = await openImageSet(root);
    expect(set.layout).toBe("index");
    expect(set.items.map(({ path, split }) => [path, split])).toEqual([
      [join(root, "images/1.png"), "train"],
      [join(root, "b/2.png"), "val"],
      [join(root, "images/3.png"), null],
    ]);
  });

  test("a missing picture is looked for beside the index where there is no images/", async () => {
    const root = folderOf({ "index.csv": index });
    expect((await openImageSet(root)).items[0].path).toBe(join(root, "1.png"));
  });

  test("another one can be named", async () => {
    const root = folderOf({ "index.csv": "nonsense", "mine/other.csv": "file,label\n1.png,Bengal\n", "1.png": "" });
    expect(told(await openImageSet(root, { index: "mine/other.csv" }))).toEqual([["1.png", "Bengal", null]]);
  });

  test.each([
    ["../1.png", "unsafe-path"],
    ["/etc/passwd", "unsafe-path"],
    ["a\\1.png", "unsafe-path"],
    ["C:/1.png", "unsafe-path"],
    ["a//1.png", "unsafe-path"],
  ])("refuses the path %s", async (file, code) => {
    const error = await errorOf(() => openImageSet(folderOf({ "index.csv": `file,breed\n"${file}",Bengal\n` })));
    expect(error.code).toBe(code);
  });

  test("refuses a picture in two splits, and one that is listed twice", async () => {
    const twice = (a: string, b: string) =>
      errorOf(() => openImageSet(folderOf({ "index.csv": `file,breed,split\n1.png,${a}\n1.png,${b}\n` })));
    expect(await twice("Bengal,train", "Bengal,val")).toMatchObject({
      code: "duplicate-item",
      message: '"1.png" is listed twice: in train as Bengal and in val as Bengal',
    });
    expect((await twice("Bengal,", "Persian,")).message).toBe(
      '"1.png" is listed twice: in no split as Bengal and in no split as Persian',
    );
  });
});

describe("lists", () => {
  test("those of Oxford-IIIT Pet give the splits", async () => {
    const root = folderOf({
      "annotations/list.txt": "Bengal_1 2 1 2\nBengal_2 2 1 2\nboxer_1 5 2 4\n",
      "annotations/trainval.txt": "Bengal_1 2 1 2\nboxer_1 5 2 4\n",
      "annotations/test.txt": "Bengal_2 2 1 2\n",
      "images/Bengal_1.jpg": "",
    });
    const set = await openImageSet(root);
    expect(set.layout).toBe("list");
    expect(told(set)).toEqual([
      ["Bengal_1.jpg", "Bengal", "train"],
      ["boxer_1.jpg", "Other", "train"],
      ["Bengal_2.jpg", "Bengal", "test"],
    ]);
    expect(told(await openImageSet(root, { index: "annotations/list.txt" })).map(([, , split]) => split)).toEqual([
      null,
      null,
      null,
    ]);
  });

  test("train.txt and val.txt are taken before trainval.txt, a lone list.txt without splits", async () => {
    const lists = { "train.txt": "1.png a\n", "val.txt": "2.png a\n", "trainval.txt": "1.png a\n2.png a\n" };
    expect(told(await openImageSet(folderOf(lists)))).toEqual([
      ["1.png", "a", "train"],
      ["2.png", "a", "val"],
    ]);
    expect(told(await openImageSet(folderOf({ "list.txt": "1.png a\n" })))).toEqual([["1.png", "a", null]]);
  });

  test("refuse a picture of two lists", async () => {
    const lists = { "train.txt": "1.png a\n", "test.txt": "1.png a\n" };
    expect((await errorOf(() => openImageSet(folderOf(lists)))).code).toBe("duplicate-item");
  });
});

describe("links", () => {
  const outside = () => join(folderOf({ "secret.png": "x" }), "secret.png");

  test("that stay inside are followed, in both layouts", async () => {
    const root = folderOf({ "store/x/1.png": "", "Bengal/2.png": "" });
    symlinkSync("../store/x/1.png", join(root, "Bengal/1.png"));
    symlinkSync("store/x", join(root, "Persian"));
    const files = (await openImageSet(root)).items.map(({ file }) => file);
    expect(files).toEqual(["Bengal/1.png", "Bengal/2.png", "Persian/1.png", "store/x/1.png"]);
    writeFileSync(join(root, "index.csv"), "file,breed\nBengal/1.png,Bengal\n");
    expect((await openImageSet(root)).items).toHaveLength(1);
  });

  test("that leave the folder are refused, in both layouts, unless told", async () => {
    const root = folderOf({ "Bengal/2.png": "" });
    symlinkSync(outside(), join(root, "Bengal/1.png"));
    expect(await errorOf(() => openImageSet(root))).toMatchObject({
      code: "link-outside-folder",
      value: "Bengal/1.png",
    });
    expect((await openImageSet(root, { followLinks: true })).items).toHaveLength(2);
    writeFileSync(join(root, "index.csv"), "file,breed\nBengal/1.png,Bengal\n");
    expect((await errorOf(() => openImageSet(root))).code).toBe("link-outside-folder");
    expect((await openImageSet(root, { followLinks: true })).items).toHaveLength(1);
  });

  test("of a folder to a place outside are refused too", async () => {
    const root = temporaryFolder();
    symlinkSync(folderOf({ "1.png": "" }), join(root, "Bengal"));
    expect((await errorOf(() => openImageSet(root))).code).toBe("link-outside-folder");
  });

  test("that go round are refused; one that leads nowhere is a file", async () => {
    const root = folderOf({ "Bengal/1.png": "" });
    symlinkSync("nowhere.png", join(root, "Bengal/2.png"));
    expect((await openImageSet(root)).items).toHaveLength(2);
    symlinkSync("..", join(root, "Bengal/round"));
    expect((await errorOf(() => openImageSet(root))).code).toBe("folders-too-deep");
  });
});

describe("refuses", () => {
  test("what is no folder, and a folder without pictures", async () => {
    const root = folderOf({ "a.txt": "" });
    expect((await errorOf(() => openImageSet(join(root, "none")))).code).toBe("set-not-found");
    expect((await errorOf(() => openImageSet(join(root, "a.txt")))).code).toBe("set-not-found");
    expect((await errorOf(() => openImageSet(root))).code).toBe("no-pictures");
    expect((await errorOf(() => openImageSet(folderOf({ "index.csv": "file,breed\n" })))).code).toBe("no-pictures");
  });

  test("names that mean something else on another system", async () => {
    expect((await errorOf(() => openImageSet(folderOf({ "Bengal/a:b.png": "" })))).code).toBe("unsafe-path");
  });

  test("more files than allowed, and folders too deep", async () => {
    const many = folderOf({ "a/1.png": "", "a/2.png": "", "a/3.png": "" });
    expect((await errorOf(() => openImageSet(many, { maxItems: 2 }))).code).toBe("too-many-items");
    const folders = folderOf({ "a/1.png": "", "b/1.png": "", "c/1.png": "" });
    rmSync(join(folders, "b/1.png"));
    rmSync(join(folders, "c/1.png"));
    expect((await errorOf(() => openImageSet(folders, { maxItems: 2 }))).code).toBe("too-many-items");
    const deep = temporaryFolder();
    mkdirSync(join(deep, ...Array(40).fill("d")), { recursive: true });
    expect((await errorOf(() => openImageSet(deep))).code).toBe("folders-too-deep");
  });

  test("an index that is no text or is missing", async () => {
    const root = folderOf({ "index.csv": new Uint8Array([0xff, 0xfe, 0]) });
    expect((await errorOf(() => openImageSet(root))).code).toBe("not-utf8");
    expect((await errorOf(() => openImageSet(root, { index: "none.csv" }))).code).toBe("file-not-found");
    expect((await errorOf(() => openImageSet(root, { index: "../x.csv" }))).code).toBe("unsafe-path");
  });
});

test("stops when it is told to, and says how many pictures it has found", async () => {
  const root = folderOf({ "a/1.png": "", "b/1.png": "" });
  const reason = new Error("enough");
  const found: number[] = [];
  await openImageSet(root, { onProgress: (progress) => found.push(progress.found) });
  expect(found.at(-1)).toBe(2);
  await expect(openImageSet(root, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const controller = new AbortController();
  const { signal } = controller;
  const stopped = openImageSet(root, { signal, onProgress: () => controller.abort(reason) });
  await expect(stopped).rejects.toBe(reason);
});
