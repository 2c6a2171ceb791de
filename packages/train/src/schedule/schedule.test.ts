import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { type ScheduleOptions, schedule } from "./schedule.ts";

const rates = (options: ScheduleOptions, count = options.steps) => {
  const { at } = schedule(options);
  return Array.from({ length: count }, (_, i) => at(i + 1));
};

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [i, rate] of found.entries()) {
    expect(Math.abs(rate - wanted[i]), `update ${i + 1}`).toBeLessThan(1e-12);
  }
}

/** LinearLR as PyTorch computes it: from the rate before. */
function linearLR(start: number, end: number, total: number, count: number, base: number): number[] {
  const out = [base * start];
  for (let t = 1; t < count; t++) {
    out.push(t > total ? out[t - 1] : out[t - 1] * (1 + (end - start) / (total * start + (t - 1) * (end - start))));
  }
  return out;
}

/** CosineAnnealingLR as PyTorch computes it: from the rate before. */
function cosineLR(total: number, least: number, count: number, base: number): number[] {
  const out = [base];
  const height = (t: number) => 1 + Math.cos((Math.PI * t) / total);
  for (let t = 1; t < count; t++) out.push((height(t) / height(t - 1)) * (out[t - 1] - least) + least);
  return out;
}

describe("a schedule is PyTorch's", () => {
  test("SequentialLR of LinearLR and CosineAnnealingLR, by its own numbers (2.13)", () => {
    const wanted = [
      0.003, 0.07725, 0.1515, 0.22575, 0.3, 0.2893431345515801, 0.2589949493661166, 0.21357568053111256,
      0.15999999999999998, 0.10642431946888743, 0.061005050633883354, 0.030656865448419855,
    ];
    expectClose(rates({ rate: 0.3, steps: 12, kind: "cosine", warmup: 4, minRate: 0.02 }), wanted);
  });

  test("SequentialLR of LinearLR, ConstantLR and LinearLR, by its own numbers (2.13)", () => {
    const wanted = [0.03, 0.12, 0.21, 0.3, 0.3, 0.3, 0.3, 0.3, 0.244, 0.188, 0.132, 0.076];
    const options = { rate: 0.3, steps: 12, warmup: 3, warmupFrom: 0.1, minRate: 0.02, decayShare: 5 / 12 };
    expectClose(rates({ ...options, kind: "linear" }), wanted);
  });

  test.each([10, 97, 1000])("over %i updates, by its recurrences", (steps) => {
    const cosine = rates({ rate: 1e-3, steps, kind: "cosine", minRate: 1e-5 });
    expectClose(cosine, cosineLR(steps, 1e-5, steps, 1e-3));
    const linear = rates({ rate: 1e-3, steps, kind: "linear", minRate: 1e-5 });
    expectClose(linear, linearLR(1, 0.01, steps, steps, 1e-3));
    const warm = rates({ rate: 1e-3, steps, warmup: steps, warmupFrom: 0.2 }, steps + 5);
    expectClose(warm, linearLR(0.2, 1, steps, steps + 5, 1e-3));
  });
});

test.each(["constant", "cosine", "linear"] as const)(
  "a warm-up longer than a %s run is cut to it, and said",
  (kind) => {
    const long = schedule({ rate: 1, steps: 8, kind, warmup: 10_000 });
    expect(long.cutWarmup).toBe(10_000);
    expect(long.settings.warmup).toBe(8);
    const fitting = { rate: 1, steps: 8, kind, warmup: 8 };
    expect(rates({ ...fitting, warmup: 10_000 }, 20)).toEqual(rates(fitting, 20));
    expect(schedule(fitting).cutWarmup).toBeUndefined();
    for (const rate of rates(fitting, 20)) expect(Number.isFinite(rate)).toBe(true);
  },
);

test("after the run the rate stays at its least", () => {
  for (const kind of ["cosine", "linear"] as const) {
    const { at } = schedule({ rate: 1, steps: 10, kind, warmup: 2, minRate: 0.25 });
    expect([at(11), at(12), at(1000)]).toEqual([0.25, 0.25, 0.25]);
  }
});

test.each<[Partial<ScheduleOptions>, number]>([
  [{ rate: -1 }, -1],
  [{ rate: Number.NaN }, Number.NaN],
  [{ steps: 0 }, 0],
  [{ steps: 1.5 }, 1.5],
  [{ warmup: -1 }, -1],
  [{ minRate: 2 }, 2],
  [{ warmupFrom: 0 }, 0],
  [{ decayShare: 1.01 }, 1.01],
])("%o is refused", async (part, value) => {
  const error = await errorOf(() => schedule({ rate: 1, steps: 10, ...part }));
  expect(error).toMatchObject({ code: "invalid-training-option", value });
});
