import { timeGrid } from "@tiny-cats/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawingManifest } from "../../../testing/drawing-manifest.ts";
import { type Draft, draftOf, recommended } from "./draft.ts";
import type { DrawPlan } from "./draw-plan.ts";
import { drawQuery } from "./draw-query.ts";
import { fillDraft } from "./fill-draft.ts";
import { firstDraft } from "./first-draft.ts";
import { randomSeed } from "./random-seed.ts";
import { readDraft } from "./read-draft.ts";
import { readDrawQuery } from "./read-draw-query.ts";

const manifest = drawingManifest();
const first = firstDraft(manifest);
const MODEL = "0eb6bcf7d3efae0ab008e55b181a2ff45ba702fce90e298f7fd367f8d82ba28c";

const anyPlan: fc.Arbitrary<DrawPlan> = fc.record({
  breed: fc.constantFrom(...manifest.generation.drawable.map((id) => manifest.labels[id])),
  seed: fc.maxSafeNat().map((seed) => Math.min(seed, Number.MAX_SAFE_INTEGER - 11)),
  index: fc.integer({ min: 0, max: 65535 }),
  count: fc.integer({ min: 1, max: 12 }),
  steps: fc.integer({ min: 1, max: 200 }),
  solver: fc.constantFrom("euler", "heun", "midpoint", "rk4", "ab2"),
  guidance: fc.double({ min: 0, max: 100, noNaN: true }),
  guidanceInterval: fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([a, b]): [number, number] => (a <= b ? [a, b] : [b, a])),
  guidanceRescale: fc.double({ min: 0, max: 1, noNaN: true }),
  times: fc.oneof(
    fc.constant<DrawPlan["times"]>({ kind: "uniform" }),
    fc.double({ min: 0.02, max: 50, noNaN: true }).map((shift): DrawPlan["times"] => ({ kind: "shifted", shift })),
    fc.constant<DrawPlan["times"]>({ kind: "logit-normal", mean: -0.4, std: 1.2 }),
  ),
});

describe("links", () => {
  test("bring every plan back as it was, whatever stood in the form", () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (plan, before) => {
        const query = new URLSearchParams(drawQuery(plan).toString());
        const filled = readDrawQuery(query, draftOf(before), manifest);
        expect(filled?.notices).toEqual([]);
        expect(readDraft(filled!.draft, manifest)).toEqual({ faults: {}, plan });
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test("are named as the options of the command line", () => {
    const { plan } = readDraft({ ...first, breed: "British Shorthair", grid: "shifted", index: "2" }, manifest);
    expect(drawQuery(plan!, { modelSha256: MODEL }).toString()).toBe(
      "breed=british-shorthair&seed=7&steps=20&solver=heun&guidance=2&guidance-interval=0.1%2C0.9&rescale=0" +
        "&times=shifted%3A3&index=2&model=0eb6bcf7d3ef",
    );
  });

  test("mean the recommended values where they name none", () => {
    const before = { ...first, steps: "3", guidance: "9", count: "5", seed: "99" };
    const filled = readDrawQuery(new URLSearchParams("breed=bombay"), before, manifest);
    expect(filled).toEqual({
      notices: [],
      draft: { ...before, ...recommended(manifest), breed: "Bombay", count: "1" },
    });
  });

  test.each(["", "utm_source=x", "model=0eb6bcf7"])("ask for nothing: %j", (query) => {
    expect(readDrawQuery(new URLSearchParams(query), first, manifest)).toBeUndefined();
  });

  test.each([
    ["breed=tiger", "breed", "Abyssinian"],
    ["breed=other", "breed", "Abyssinian"],
    ["breed=", "breed", "Abyssinian"],
    ["seed=-1", "seed", "0"],
    ["seed=9007199254740992", "seed", "0"],
    ["seed=1e3", "seed", "0"],
    ["steps=0", "steps", "20"],
    ["steps=1001", "steps", "20"],
    ["solver=rk5", "solver", "heun"],
    ["solver=__proto__", "solver", "heun"],
    ["guidance=NaN", "guidance", "2"],
    ["guidance=101", "guidance", "2"],
    ["guidance=%3Cscript%3E", "guidance", "2"],
    ["guidance-interval=0.9,0.1", "to", "0.9"],
    ["guidance-interval=0.5", "to", "0.9"],
    ["guidance-interval=0,1,1", "to", "0.9"],
    ["rescale=2", "rescale", "0"],
    ["times=sometimes", "grid", "uniform"],
    ["times=uniform:3", "grid", "uniform"],
    ["times=shifted:x", "grid", "uniform"],
    ["times=shifted:0", "grid", "uniform"],
    ["times=logit-normal:0", "grid", "uniform"],
    ["times=logit-normal:0,0.001", "grid", "uniform"],
    ["count=13", "count", "1"],
    ["index=65536", "index", "0"],
  ] as const)("%s is told of and replaced", (query, field, value) => {
    const filled = readDrawQuery(new URLSearchParams(query), first, manifest);
    expect(filled?.notices).toHaveLength(1);
    expect(filled?.draft[field]).toBe(value);
    expect(readDraft(filled!.draft, manifest).faults).toEqual({});
  });

  test("of any text end in a form that can be drawn", () => {
    const names = ["breed", "seed", "steps", "solver", "guidance", "guidance-interval", "rescale", "times", "count"];
    const entries = fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ maxLength: 60 })), { minLength: 1 });
    fc.assert(
      fc.property(entries, (given) => {
        const filled = readDrawQuery(new URLSearchParams(given), first, manifest);
        expect(readDraft(filled!.draft, manifest).plan).toBeDefined();
        for (const notice of filled!.notices) expect(notice.length).toBeLessThan(400);
      }),
      { seed: 12, numRuns: 500 },
    );
  });

  test.each([
    ["0eb6bcf7d3ef", 0],
    ["0eb6bcf7d3ee", 1],
    ["0eb", 1],
    ["", 1],
  ])("of the model %j give %d notices", (model, count) => {
    const query = new URLSearchParams({ seed: "1", model });
    expect(readDrawQuery(query, first, manifest, { modelSha256: MODEL })?.notices).toHaveLength(count);
  });
});

test("every grid that a form may ask for has times that differ", () => {
  const bounds = [
    { kind: "shifted", shift: 0.01 },
    { kind: "shifted", shift: 100 },
    { kind: "logit-normal", mean: 10, std: 0.01 },
    { kind: "logit-normal", mean: -10, std: 10 },
  ] as const;
  for (const spec of bounds) expect(new Set(timeGrid(spec, 1000)).size).toBe(1001);
});

describe("the form", () => {
  test("is recommended at first, and draws", () => {
    const { plan, faults } = readDraft(first, manifest);
    expect(faults).toEqual({});
    expect(plan).toMatchObject({ steps: 20, solver: "heun", guidance: 2, guidanceInterval: [0.1, 0.9], seed: 7 });
  });

  test("knows what another model recommends", () => {
    const other = drawingManifest({ times: { kind: "logit-normal", mean: -1, std: 2 }, solver: "ab2", steps: 8 });
    expect(recommended(other)).toMatchObject({ grid: "logit-normal", mean: "-1", std: "2", solver: "ab2", steps: "8" });
    other.generation.drawable = [3];
    expect(firstDraft(other).breed).toBe("Bombay");
    const { draft, notices } = fillDraft(recommended(other), first, other);
    expect(notices).toHaveLength(1);
    expect(draft).toMatchObject({ breed: "Bombay", steps: "8", seed: "7" });
  });

  test("leaves room for the seeds of all its pictures", () => {
    const top = { ...first, seed: String(Number.MAX_SAFE_INTEGER) };
    expect(readDraft(top, manifest).plan?.seed).toBe(Number.MAX_SAFE_INTEGER);
    expect(readDraft({ ...top, count: "2" }, manifest).faults.seed).toContain("9007199254740990");
    expect(readDraft({ ...top, count: "x" }, manifest).faults).toHaveProperty("count");
  });

  test.each<[Partial<Draft>, string]>([
    [{ seed: "" }, "Give a whole number from 0"],
    [{ seed: "7.5" }, '"7.5" is no whole number'],
    [{ guidance: "" }, "Give a number from 0 to 100"],
    [{ breed: "Siamse" }, "did you mean Siamese?"],
    [{ grid: "shifted", shift: "1000" }, '"1000" is no number'],
    [{ seed: "9".repeat(100) }, "…"],
  ])("says what is wrong with %j", (change, words) => {
    expect(Object.values(readDraft({ ...first, ...change }, manifest).faults).join()).toContain(words);
  });
});

test("a random seed is short enough to be typed again", () => {
  const given = (value: number) => randomSeed((numbers) => numbers.fill(value));
  expect([given(0), given(999_999), given(1_000_001)]).toEqual([0, 999_999, 1]);
  expect(randomSeed()).toBeLessThan(1_000_000);
});
