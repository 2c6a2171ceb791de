import type { Classifier, RgbImage } from "@tiny-cats/core";
import type { Preprocessing } from "@tiny-cats/schema";
import { expect, test } from "vitest";
import { cover, occlude, planOcclusion } from "./occlusion.ts";
import type { CardPicture } from "./picture-card.ts";

const image = (side: number, value = 200): RgbImage => ({
  data: new Uint8ClampedArray(side * side * 3).fill(value),
  width: side,
  height: side,
});

const picture = (side: number): CardPicture => ({
  width: 40,
  height: 30,
  seen: image(side),
  spec: { resize: { short_side: 32 }, mean: [0.5, 0.4, 0.2] } as unknown as Preprocessing,
  readMs: 1,
});

/** Holds a picture for a cat by how many of its pixels are as bright as they were. */
function counting(signal?: AbortController, after = Number.POSITIVE_INFINITY) {
  let asked = 0;
  const model = {
    labels: ["Cat", "Other"],
    async *classifyAll(pictures: Iterable<RgbImage>) {
      for (const { data } of pictures) {
        asked++;
        if (asked > after) signal?.abort(new Error("cancelled"));
        const share = data.filter((value) => value === 200).length / (28 * 28 * 3);
        const predictions = [
          { id: 1, label: "Other", probability: 1 - share },
          { id: 0, label: "Cat", probability: share },
        ];
        yield { predictions };
      }
    },
  } as unknown as Classifier;
  return { model, asked: () => asked };
}

test("a square of 48 goes over 224 pixels in steps of 16, 144 times, from edge to edge", () => {
  const { square, stride, places } = planOcclusion({ width: 224, height: 224 });
  expect([square, stride, places.length]).toEqual([48, 16, 144]);
  expect([places[0], places[1], places[12], places[143]]).toEqual([
    { x: 0, y: 0 },
    { x: 16, y: 0 },
    { x: 0, y: 16 },
    { x: 176, y: 176 },
  ]);
});

test.each([
  [1, 1],
  [7, 7],
  [100, 30],
  [31, 224],
])("of %ix%i every pixel is covered, and nothing beyond", (width, height) => {
  const { square, places } = planOcclusion({ width, height });
  const seen = new Set<number>();
  for (const { x, y } of places) {
    expect(x >= 0 && y >= 0 && x + square <= width && y + square <= height).toBe(true);
    for (let dy = 0; dy < square; dy++) for (let dx = 0; dx < square; dx++) seen.add((y + dy) * width + x + dx);
  }
  expect(seen.size).toBe(width * height);
});

test("a covered square has its colour, and the picture itself is not changed", () => {
  const before = image(4);
  const { data } = cover(before, { x: 1, y: 2 }, 2, [1, 2, 3]);
  const changed = [...data.keys()].filter((i) => data[i] !== 200).map((i) => Math.floor(i / 3));
  expect([...new Set(changed)]).toEqual([9, 10, 13, 14]);
  expect([...data.subarray(27, 30)]).toEqual([1, 2, 3]);
  expect(before.data.every((value) => value === 200)).toBe(true);
});

test("the network is asked about the whole picture, then about each place, with what a square hides", async () => {
  const { model, asked } = counting();
  const heard: number[][] = [];
  const { whole, covered, plan, labels } = await occlude(model, picture(28), {
    onProgress: (done, of) => heard.push([done, of]),
  });
  expect(labels).toEqual(["Cat", "Other"]);
  expect([...whole]).toEqual([1, 0]);
  expect(covered).toHaveLength(plan.places.length);
  for (const [cat] of covered) expect(cat).toBeCloseTo(1 - plan.square ** 2 / 28 ** 2, 5);
  expect([asked(), heard.at(-1)]).toEqual([plan.places.length + 1, [plan.places.length + 1, plan.places.length + 1]]);
});

test("it can be cancelled", async () => {
  const controller = new AbortController();
  const { model, asked } = counting(controller, 5);
  await expect(occlude(model, picture(28), { signal: controller.signal })).rejects.toThrow("cancelled");
  expect(asked()).toBe(6);
});
