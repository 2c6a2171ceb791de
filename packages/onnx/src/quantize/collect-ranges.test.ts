import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { interpretAsync } from "../interpret/interpret-async.ts";
import { mobileBatches, mobileGraph } from "../testing/mobile-graph.ts";
import { runWithOnnxruntime } from "../testing/run-with-onnxruntime.ts";
import { collectRanges } from "./collect-ranges.ts";
import { calibrationValues } from "./plan-static.ts";
import { rangeHistogram } from "./range-histogram.ts";
import type { RunModel } from "./run-model.ts";

const model = mobileGraph();
const run = runWithOnnxruntime();

const interpreted: RunModel = async (given, inputs) =>
  Object.fromEntries(Object.entries(await interpretAsync(given, inputs)).map(([name, { data }]) => [name, data]));

test("least and largest numbers of inputs, clips, sums and features, over all batches", async () => {
  const batches = mobileBatches(3);
  const done: number[] = [];
  const ranges = await collectRanges(model, batches, interpreted, { onBatch: (count) => done.push(count) });
  expect(done).toEqual([1, 2, 3]);
  expect([...ranges.keys()]).toEqual(calibrationValues(model));
  expect([...ranges.keys()]).toEqual([
    ...["x", "clip_0", "clip_1", "clip_2", "conv_3", "add_0", "clip_3", "globalaveragepool_0"],
  ]);
  const all = batches.flatMap(({ x }) => [...x.data]);
  expect(ranges.get("x")).toEqual({ min: Math.min(...all), max: Math.max(...all) });
  expect(ranges.get("clip_0")?.min).toBe(0);
  const parts = await Promise.all(batches.map((batch) => collectRanges(model, [batch], interpreted)));
  for (const [name, range] of ranges) {
    expect(range).toEqual({
      min: Math.min(...parts.map((part) => part.get(name)!.min)),
      max: Math.max(...parts.map((part) => part.get(name)!.max)),
    });
  }
});

test("percentiles lie within", async () => {
  const [whole, most] = [
    await collectRanges(model, mobileBatches(3), run),
    await collectRanges(model, mobileBatches(3), run, { method: "percentile", percentile: 99 }),
  ];
  for (const [name, { min, max }] of most) {
    expect(min).toBeGreaterThanOrEqual(whole.get(name)!.min);
    expect(max).toBeLessThanOrEqual(whole.get(name)!.max);
  }
  expect(most.get("x")!.max).toBeLessThan(whole.get("x")!.max);
});

test("a histogram's percentile is that of the sorted numbers, to a bin, whatever the order and the pieces", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 400 }),
      fc.integer({ min: 51, max: 100 }),
      fc.integer({ min: 1, max: 9 }),
      (values, percentile, pieces) => {
        const whole = rangeHistogram();
        whole.add(values);
        const parts = rangeHistogram();
        const backwards = values.toReversed();
        for (let i = 0; i < pieces; i++) parts.add(backwards.filter((_, at) => at % pieces === i));
        const found = whole.percentile(percentile);
        expect(parts.percentile(percentile)).toEqual(found);
        const sorted = values.toSorted((a, b) => a - b);
        const cut = Math.floor(((100 - percentile) / 200) * values.length);
        const reach = Math.max(...values.map(Math.abs));
        expect(Math.abs(found.min - sorted[cut])).toBeLessThanOrEqual(reach / 2048);
        expect(Math.abs(found.max - sorted[values.length - 1 - cut])).toBeLessThanOrEqual(reach / 2048);
      },
    ),
    { seed: 20261122, numRuns: 300 },
  );
});

test("the least numbers there are, and zeros alone", () => {
  const histogram = rangeHistogram();
  histogram.add([0, 0]);
  expect(histogram.percentile(100)).toEqual({ min: 0, max: 0 });
  histogram.add([5e-324, -5e-324]);
  expect(histogram.percentile(100)).toEqual({ min: -5e-324, max: 5e-324 });
});

describe("refusals", () => {
  test.each([50, 100.1, Number.NaN])("a percentile of %d", async (percentile) => {
    const options = { method: "percentile" as const, percentile };
    expect((await errorOf(() => collectRanges(model, mobileBatches(1), run, options))).code).toBe("invalid-percentile");
  });

  test("no batch, numbers that are not finite, a signal", async () => {
    expect((await errorOf(() => collectRanges(model, [], run))).code).toBe("no-batches");
    const [batch] = mobileBatches(1);
    const broken = { x: { ...batch.x, data: batch.x.data.with(7, Number.NaN) } };
    expect(await errorOf(() => collectRanges(model, [broken], run))).toMatchObject({
      code: "range-missing",
      value: "x",
    });
    const controller = new AbortController();
    const stopping: RunModel = (...given) => {
      controller.abort(new Error("stopped"));
      return run(...given);
    };
    const { signal } = controller;
    await expect(collectRanges(model, mobileBatches(2), stopping, { signal })).rejects.toThrow("stopped");
  });
});
