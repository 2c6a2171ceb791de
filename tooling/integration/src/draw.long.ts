import { type Drawing, type DrawOptions, type DrawRequest, solvers, type TimeGrid } from "@tiny-cats/core";
import { loadGenerator } from "@tiny-cats/core/node";
import { generator as embedded } from "@tiny-cats/models";
import { afterAll, describe, expect, test } from "vitest";

const generator = await loadGenerator(embedded);
afterAll(() => generator.dispose());

async function draw(requests: (DrawRequest | string | number)[], options: DrawOptions): Promise<Drawing[]> {
  const drawings: Drawing[] = [];
  for await (const drawing of generator.draw(requests, options)) drawings.push(drawing);
  return drawings;
}

const grids: TimeGrid[] = [
  { kind: "uniform" },
  { kind: "shifted", shift: 3 },
  { kind: "logit-normal", mean: 0, std: 1 },
];

describe.each(Object.keys(solvers))("%s", (solver) => {
  describe.each(grids)("on a $kind grid", (times) => {
    test.each([0, 1, 5, 10])("at guidance %d draws every breed with 1 and 12 steps", async (guidance) => {
      for (const steps of [1, 12]) {
        const drawings = await draw([...generator.drawable], {
          seed: 11,
          solver,
          times,
          guidance,
          guidanceInterval: [0, 1],
          guidanceRescale: 0.5,
          steps,
        });
        expect(drawings.map(({ settings }) => settings.breed)).toEqual(generator.drawable);
      }
    });
  });
});

test.each([1, 2, 127, 256, 513])(
  "%d pictures in batches of up to 256 come in order, each as it is alone",
  async (count) => {
    const requests = Array.from({ length: count }, (_, i) => ({ breed: i % 12, index: Math.floor(i / 12) }));
    const options = { seed: 3, steps: 2, solver: "euler" };
    const before = process.memoryUsage().rss;
    const together = await draw(requests, { ...options, batchSize: 256 });
    // 256 pictures of 48 kB, doubled for guidance, and the graph's activations; far from what 513 at once would take.
    expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 31);
    expect(together).toHaveLength(count);
    for (const place of new Set([0, 1, 126, 127, 255, 256, 511, count - 1].filter((i) => i < count))) {
      const [alone] = await draw([requests[place]], options);
      expect(together[place].settings).toEqual(alone.settings);
      const gap = alone.image.data.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - together[place].image.data[i])),
        0,
      );
      expect(gap).toBeLessThanOrEqual(2);
    }
  },
);
