import { type Drawing, type DrawOptions, type DrawRequest, type Generator, normals } from "@tiny-cats/core";
import { loadGenerator } from "@tiny-cats/core/node";
import { generator as embedded } from "@tiny-cats/models";
import { afterAll, describe, expect, test } from "vitest";

const generator = await loadGenerator(embedded);
afterAll(() => generator.dispose());

async function draw(
  requests: (DrawRequest | string | number)[],
  options: DrawOptions,
  from: Generator = generator,
): Promise<Drawing[]> {
  const drawings: Drawing[] = [];
  for await (const drawing of from.draw(requests, options)) drawings.push(drawing);
  return drawings;
}

function largestDifference(a: Drawing, b: Drawing): number {
  return a.image.data.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b.image.data[i])), 0);
}

describe("the embedded generator", () => {
  const breeds = [...generator.drawable];

  test("draws equal bytes twice, and within 2/255 whatever the batch size", async () => {
    const settings = { seed: 7, steps: 5 };
    const together = await draw(breeds, { ...settings, batchSize: 12 });
    const again = await draw(breeds, { ...settings, batchSize: 12 });
    const oneByOne = await draw(breeds, { ...settings, batchSize: 1 });
    for (const [i, drawing] of together.entries()) {
      expect(again[i].image.data).toEqual(drawing.image.data);
      expect(largestDifference(drawing, oneByOne[i])).toBeLessThanOrEqual(2);
    }
  });

  test("a picture is the same alone as among others", async () => {
    const [alone] = await draw([{ breed: "Siamese", index: 3 }], { seed: 1, steps: 3 });
    const among = await draw(["Bengal", { breed: "siamese", index: 3 }, "Sphynx"], { seed: 1, steps: 3 });
    expect(largestDifference(alone, among[1])).toBeLessThanOrEqual(2);
    expect(among[1].settings).toEqual(alone.settings);
  });

  test("noise depends on seed and index alone", () => {
    const noise = (seed: number, index: number) => normals(seed, { index, length: 12288 });
    expect(noise(7, 3)).toEqual(noise(7, 3));
    expect(noise(7, 3)).not.toEqual(noise(7, 4));
    expect(noise(8, 3)).not.toEqual(noise(7, 3));
  });

  test.each(["euler", "heun", "midpoint", "rk4", "ab2"])(
    "%s draws, tells every step, and never leaves [0, 255]",
    async (solver) => {
      const times: number[] = [];
      const [drawing] = await draw(["Birman"], {
        seed: 2,
        steps: 3,
        solver,
        onStep: ({ time, preview, total, pictures }) => {
          times.push(time);
          expect([total, pictures]).toEqual([1, [0]]);
          expect(preview()[0].data).toHaveLength(64 * 64 * 3);
        },
      });
      expect(times).toHaveLength(3);
      expect(times.at(-1)).toBe(1);
      expect(drawing.settings).toMatchObject({ breed: "Birman", seed: 2, index: 0, steps: 3, solver });
    },
  );

  test.each([1, 5, 10])("guidance %d stays finite; 1 equals unguided", async (guidance) => {
    const [drawing] = await draw(["Bombay"], { seed: 3, steps: 4, guidance });
    const [unguided] = await draw(["Bombay"], { seed: 3, steps: 4, guidance, guidanceInterval: [0.999, 1] });
    const same = drawing.image.data.every((value, i) => value === unguided.image.data[i]);
    expect(same).toBe(guidance === 1);
  });

  test("stops between evaluations", async () => {
    const controller = new AbortController();
    let steps = 0;
    const drawing = draw(["Bengal"], {
      seed: 1,
      steps: 50,
      signal: controller.signal,
      onStep: () => {
        steps++;
        controller.abort(new Error("enough"));
      },
    });
    await expect(drawing).rejects.toThrow("enough");
    expect(steps).toBe(1);
  });

  test("onnxruntime-web draws the same picture within 2/255", async () => {
    await using web = await loadGenerator(embedded, { runtimes: ["onnxruntime-web"] });
    const [native] = await draw(["Persian"], { seed: 5, steps: 4 });
    const [wasm] = await draw(["Persian"], { seed: 5, steps: 4 }, web);
    expect(largestDifference(native, wasm)).toBeLessThanOrEqual(2);
  });
});
