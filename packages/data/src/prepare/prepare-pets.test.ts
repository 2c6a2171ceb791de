import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { resize } from "@tiny-cats/core";
import { decodeImage } from "@tiny-cats/core/node";
import { sha256 } from "@tiny-cats/files";
import { parseDataManifestText } from "@tiny-cats/schema";
import { beforeAll, describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { openImageSet } from "../images/open-image-set.ts";
import { reportImageSet } from "../report/report-image-set.ts";
import { hashImageSet } from "../split/hash-image-set.ts";
import { itemsSha256 } from "../split/items-sha256.ts";
import { makeTarGz } from "../testing/make-tar.ts";
import { PET_BOX, petPicture, petsFiles } from "../testing/pets-files.ts";
import { type PreparePetsOptions, preparePets } from "./prepare-pets.ts";

let files: Awaited<ReturnType<typeof petsFiles>>;
beforeAll(async () => {
  files = await petsFiles();
});

type Changes = Record<string, string | Uint8Array | undefined>;

function changed(changes: Changes): Record<string, string | Uint8Array> {
  const all: Changes = { ...files.images, ...files.annotations, ...changes };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string | Uint8Array] => entry[1] !== undefined),
  );
}

/** The two archives in a folder, as they are fetched. */
function fetched(): string {
  const archive = (entries: Record<string, string | Uint8Array>) =>
    makeTarGz(Object.entries(entries).map(([name, content]) => ({ name, content })));
  return folderOf({ "images.tar.gz": archive(files.images), "annotations.tar.gz": archive(files.annotations) });
}

async function prepare(folder: string, options?: PreparePetsOptions) {
  const out = join(temporaryFolder(), "out");
  const manifest = await preparePets(folder, out, options);
  expect(parseDataManifestText(readFileSync(join(out, "manifest.json"), "utf8"))).toEqual(manifest);
  return { out, manifest, set: await openImageSet(out) };
}

const allOf = { train: 27, val: 3, test: 6 };

test("the archives become a set with the official test part, heads and hashes", async () => {
  const folder = fetched();
  const stages = new Map<string, boolean>();
  const { out, manifest, set } = await prepare(folder, {
    onProgress: ({ stage, done, total }) => stages.set(stage, done === total),
  });
  expect([...stages]).toEqual([
    ["checking", true],
    ["unpacking", true],
    ["preparing", true],
  ]);
  expect(readdirSync(out).sort()).toEqual(["NOTICE.txt", "images", "index.csv", "manifest.json"]);
  expect(readdirSync(folder).sort()).toEqual(["annotations.tar.gz", "images.tar.gz"]);
  expect(set.items.filter(({ split }) => split === "test").map(({ file }) => file)).toEqual(
    ["Abyssinian", "Bengal", "boxer"].flatMap((breed) => [`${breed}_11.jpg`, `${breed}_12.jpg`]),
  );
  expect(set.items.find(({ file }) => file === "Bengal_2.jpg")).toMatchObject({ label: "Bengal", box: PET_BOX });
  expect(set.items.find(({ file }) => file === "boxer_1.jpg")).toMatchObject({ label: "Other", category: "boxer" });
  expect(set.items.find(({ file }) => file === "boxer_1.jpg")!.box).toBeUndefined();
  for (const { file, path } of set.items) {
    expect(readFileSync(path).equals(files.images[`images/${file}`])).toBe(true);
  }
  expect(manifest).toMatchObject({ license: "CC-BY-SA-4.0", heads: false, size: null, pictures: 36, splits: allOf });
  expect(manifest.labels[0]).toEqual({ label: "Abyssinian", n: 12, splits: { train: 9, val: 1, test: 2 } });
  expect(manifest.archives.map(({ file, md5 }) => [file, md5.length])).toEqual([
    ["images.tar.gz", 32],
    ["annotations.tar.gz", 32],
  ]);
  expect(manifest.items_sha256).toBe(itemsSha256((await hashImageSet(set)).items));
  expect(manifest.index_sha256).toBe(sha256(readFileSync(join(out, "index.csv"))));
  expect(readFileSync(join(out, "NOTICE.txt"), "utf8")).toContain("CC-BY-SA-4.0");
});

test("of an unpacked set the same comes, and the seed says what is val", async () => {
  const [a, b, other] = await Promise.all([
    prepare(folderOf(changed({}))),
    prepare(fetched()),
    prepare(folderOf(changed({})), { seed: 1, val: 0.2 }),
  ]);
  expect(a.manifest.archives).toEqual([]);
  expect(a.manifest.index_sha256).toBe(b.manifest.index_sha256);
  expect(other.manifest.index_sha256).not.toBe(a.manifest.index_sha256);
  expect(other.manifest.splits).toEqual({ train: 24, val: 6, test: 6 });
});

test("heads are cut out and made of one size; what has none is left out and told", async () => {
  const { out, manifest, set } = await prepare(folderOf(changed({})), { heads: true, size: 16 });
  expect(manifest).toMatchObject({ heads: true, size: 16, margin: 1.3, pictures: 27 });
  expect(manifest.left_out).toHaveLength(9);
  expect(manifest.left_out[0]).toEqual({ file: "Abyssinian_1.jpg", code: "no-head" });
  expect(manifest.splits.test).toBe(0);
  expect(readdirSync(join(out, "images"))).toHaveLength(27);
  const { path, size, box } = set.items.find(({ file }) => file === "Bengal_2.png")!;
  expect(size).toEqual({ width: 16, height: 16 });
  // 26 pixels about (20, 15), of which 10 to 30 and 5 to 25 are the head, in 16.
  expect(box).toEqual({ xmin: 1.85, ymin: 1.85, xmax: 14.15, ymax: 14.15 });
  const expected = resize(petPicture("Bengal_2"), { width: 16, height: 16, filter: "bicubic", box: [7, 2, 33, 28] });
  expect(Buffer.from((await decodeImage(path)).data).equals(Buffer.from(expected.data))).toBe(true);
  const { problems } = await reportImageSet(set, { command: "test", threshold: null });
  expect(problems.filter(({ level }) => level === "error")).toEqual([]);
});

test("heads without a size have that of their square", async () => {
  const { set } = await prepare(folderOf(changed({})), { heads: true, margin: 2 });
  expect(set.items[0].size).toEqual({ width: 40, height: 40 });
});

test("pictures are reduced to a shorter side, with their boxes, and never enlarged", async () => {
  const small = await prepare(folderOf(changed({})), { size: 20 });
  const item = small.set.items.find(({ file }) => file === "boxer_5.png")!;
  expect(item).toMatchObject({ size: { width: 30, height: 20 }, box: { xmin: 5, ymin: 2.5, xmax: 15, ymax: 12.5 } });
  expect(small.manifest).toMatchObject({ pictures: 36, left_out: [], margin: null });
  const large = await prepare(folderOf(changed({})), { size: 400 });
  expect(large.set.items[0].size).toEqual({ width: 60, height: 40 });
});

test("a picture that is broken, or whose head is elsewhere, is left out and told", async () => {
  const xml = files.annotations["annotations/xmls/Bengal_3.xml"];
  const folder = folderOf(
    changed({
      "images/Bengal_2.jpg": "no picture",
      "images/Bengal_4.jpg": files.images["images/Bengal_4.jpg"].subarray(0, 90),
      "annotations/xmls/Bengal_5.xml": `<!DOCTYPE a SYSTEM "file:///etc/passwd">${xml}`,
      "annotations/xmls/Bengal_3.xml": xml.replace(/<x(min|max)>/g, "<x$1>9000"),
    }),
  );
  const { manifest, set } = await prepare(folder, { heads: true, size: 8 });
  expect(manifest.left_out.filter(({ code }) => code !== "no-head")).toEqual([
    { file: "Bengal_2.jpg", code: "not-a-picture" },
    { file: "Bengal_4.jpg", code: "corrupt-picture" },
  ]);
  expect(manifest.left_out).toContainEqual({ file: "Bengal_5.jpg", code: "no-head" });
  expect(manifest.unread_annotations).toEqual([
    { file: "Bengal_5.xml", message: expect.stringContaining("<!DOCTYPE a SYSTEM") },
  ]);
  expect(set.items.find(({ file }) => file === "Bengal_3.png")!.box).toBeUndefined();
});

describe("refusals leave nothing", () => {
  const trainval = "annotations/trainval.txt";
  test.each<[string, Changes, PreparePetsOptions]>([
    ["set-not-found", { [trainval]: undefined }, {}],
    ["file-missing", { "images/Bengal_2.jpg": undefined }, {}],
    ["duplicate-item", { "annotations/test.txt": "Bengal_1 1 1 1\n" }, {}],
    ["unsafe-path", { [trainval]: "../../x_1 1 1 1\n" }, {}],
    ["invalid-list", { [trainval]: "nothing\n" }, {}],
    ["file-not-found", { "annotations/test.txt": undefined }, {}],
    ["file-too-large", { "annotations/xmls/Bengal_2.xml": " ".repeat(300_000) }, {}],
    ["no-pictures", { [trainval]: "Bengal_1 1 1 1\n" }, { heads: true }],
    ["invalid-size", {}, { size: 0 }],
    ["invalid-size", {}, { size: 5000 }],
    ["invalid-margin", {}, { heads: true, margin: 0.5 }],
    ["invalid-shares", {}, { val: 1.5 }],
    ["invalid-seed", {}, { seed: -1 }],
  ])("%s", async (code, changes, options) => {
    const beside = temporaryFolder();
    const error = await errorOf(() => preparePets(folderOf(changed(changes)), join(beside, "out"), options));
    expect(error.code).toBe(code);
    expect(readdirSync(beside)).toEqual([]);
  });

  test("an archive that is damaged", async () => {
    const bytes = makeTarGz([{ name: "images/a.jpg", content: "x".repeat(5000) }]);
    const folder = folderOf({ "images.tar.gz": bytes.subarray(0, 40), "annotations.tar.gz": bytes });
    const beside = temporaryFolder();
    expect((await errorOf(() => preparePets(folder, join(beside, "out")))).code).toBe("invalid-archive");
    expect(readdirSync(beside)).toEqual([]);
  });

  test.each(["checking", "unpacking", "preparing"])("a run that is stopped while %s", async (at) => {
    const controller = new AbortController();
    const beside = temporaryFolder();
    const stopped = preparePets(fetched(), join(beside, "out"), {
      size: 20,
      signal: controller.signal,
      onProgress: ({ stage }) => stage === at && controller.abort(new Error("enough")),
    });
    await expect(stopped).rejects.toThrow("enough");
    expect(readdirSync(beside)).toEqual([]);
  });
});
