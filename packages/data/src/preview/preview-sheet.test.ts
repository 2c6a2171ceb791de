import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type RgbImage, resize } from "@tiny-cats/core";
import { encodePng } from "@tiny-cats/core/png";
import { beforeEach, describe, expect, test } from "vitest";
import { formulaPicture } from "../../../../tooling/golden/formula-picture.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { augmentPicture } from "../augment/augment-picture.ts";
import { augmentation } from "../augment/augmentation.ts";
import { headCrop } from "../augment/head-crop.ts";
import type { ImageItem, ImageSet } from "../images/image-set.ts";
import { testSet } from "../testing/test-set.ts";
import { previewSheet } from "./preview-sheet.ts";

const BOX = { xmin: 10, ymin: 8, xmax: 30, ymax: 28 };
const GAP = 4;

let folder: string;
let set: ImageSet;
beforeEach(async () => {
  folder = temporaryFolder();
  const items: ImageItem[] = [];
  for (const [i, kind] of (["noise", "stripes", "edge", "ramp"] as const).entries()) {
    const path = join(folder, `${i}.png`);
    await writeFile(path, await encodePng(formulaPicture(kind, 48, 40)));
    const more = { ...(i < 3 && { box: BOX }), split: i === 0 ? ("val" as const) : ("train" as const) };
    items.push({ file: `${i}.png`, path, label: "Bengal", category: "Bengal", ...more });
  }
  set = testSet(items);
});

/** The picture in a column of a sheet's first row. */
function cell(sheet: RgbImage, column: number, size: number): RgbImage {
  const data = new Uint8ClampedArray(size * size * 3);
  for (let y = 0; y < size; y++) {
    const from = ((GAP + y) * sheet.width + GAP + column * (size + GAP)) * 3;
    data.set(sheet.data.subarray(from, from + size * 3), y * size * 3);
  }
  return { data, width: size, height: size };
}

const full = augmentation("full");

test("rows are pictures of train in an order by the seed: as they are cut out, then changed", async () => {
  const { sheet, files, leftOut } = await previewSheet(set, { augment: full, size: 40, changes: 2, seed: 3 });
  expect(files.slice().sort()).toEqual(["1.png", "2.png", "3.png"]);
  expect([sheet.width, leftOut]).toEqual([3 * 40 + 4 * GAP, []]);
  const first = Number(files[0][0]);
  const picture = formulaPicture((["noise", "stripes", "edge", "ramp"] as const)[first], 48, 40);
  const square = resize(picture, { width: 40, height: 40, filter: "bilinear", box: [4, 0, 44, 40] });
  expect(cell(sheet, 0, 40)).toEqual(square);
  const crop = { size: 40, resized: { area: [0.4, 1], ratio: [3 / 4, 4 / 3] } } as const;
  for (const epoch of [0, 1])
    expect(cell(sheet, 1 + epoch, 40)).toEqual(
      augmentPicture(picture, { ...full, crop }, { seed: 3, epoch, index: first }),
    );
});

test("heads are cut as a generator's are; pictures without are left away", async () => {
  const { sheet, files } = await previewSheet(set, { augment: full, size: 40, changes: 1, heads: true });
  expect(files.slice().sort()).toEqual(["1.png", "2.png"]);
  const first = Number(files[0][0]);
  const picture = formulaPicture((["noise", "stripes", "edge", "ramp"] as const)[first], 48, 40);
  expect(cell(sheet, 0, 40)).toEqual(headCrop(picture, BOX, { size: 40 }));
  const begun = headCrop(picture, BOX, { size: 45 });
  const place = { seed: 0, epoch: 0, index: first };
  expect(cell(sheet, 1, 40)).toEqual(augmentPicture(begun, { ...full, crop: { size: 40 } }, place));
});

test("count is how many; another takes the place of one that can't be read, and progress is told", async () => {
  const all = await previewSheet(set, { augment: full });
  await writeFile(join(folder, all.files[0]), "no picture");
  const seen: string[] = [];
  const { files, leftOut } = await previewSheet(set, {
    augment: full,
    count: 2,
    onProgress: ({ done, total }) => seen.push(`${done}/${total}`),
  });
  expect(files).toEqual(all.files.slice(1));
  expect(leftOut).toMatchObject([{ file: all.files[0], error: { code: "not-a-picture" } }]);
  expect(seen).toEqual(["1/2", "2/2"]);
});

describe("is refused", () => {
  test("where there is nothing to show", async () => {
    const none = { ...set, items: set.items.slice(3) };
    expect(await errorOf(() => previewSheet(none, { augment: full, heads: true }))).toMatchObject({
      code: "no-pictures",
      message: expect.stringContaining("head's box"),
    });
    expect((await errorOf(() => previewSheet({ ...set, items: [] }, { augment: full }))).code).toBe("no-pictures");
  });

  test("with a change that is out of range, before anything is read", async () => {
    const wrong = { ...full, flip: 2 };
    expect((await errorOf(() => previewSheet({ ...set, items: [] }, { augment: wrong }))).code).toBe(
      "invalid-augmentation",
    );
  });

  test("when it is told to stop", async () => {
    const reason = new Error("stop");
    await expect(previewSheet(set, { augment: full, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
