import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formulaPicture } from "../../../../tooling/golden/formula-picture.ts";
import { type DrawingSettings, drawingText, readDrawingSettings } from "./drawing-metadata.ts";
import { encodePng } from "./png/encode-png.ts";
import { readPngText } from "./png/read-png-text.ts";

const settings: DrawingSettings = {
  breed: "Maine Coon",
  seed: 2 ** 53 - 1,
  index: 2 ** 16 - 1,
  steps: 20,
  solver: "heun",
  times: { kind: "shifted", shift: 1.5 },
  guidance: 2.5,
  guidanceInterval: [0.1, 0.9],
  guidanceRescale: 0.7,
  modelSha256: "0123456789abcdef".repeat(4),
};

describe("drawingText", () => {
  test("names its entries", () => {
    expect(drawingText(settings)).toEqual({
      Software: "tiny-cats",
      breed: "Maine Coon",
      seed: "9007199254740991",
      index: "65535",
      steps: "20",
      solver: "heun",
      times: '{"kind":"shifted","shift":1.5}',
      guidance: "2.5",
      guidance_interval: "[0.1,0.9]",
      guidance_rescale: "0.7",
      model_sha256: settings.modelSha256,
    });
  });

  test("comes back from a PNG as it was, whatever the numbers", async () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);
    const times = fc.oneof(
      fc.constant({ kind: "uniform" as const }),
      fc.double({ min: 0.01, max: 100, noNaN: true }).map((shift) => ({ kind: "shifted" as const, shift })),
      fc
        .double({ min: -3, max: 3, noNaN: true })
        .map((mean) => ({ kind: "logit-normal" as const, mean: mean + 0, std: 1 })),
    );
    const any = fc.record({
      breed: fc.constantFrom("Abyssinian", "Sphynx", "Кошка"),
      seed: fc.maxSafeNat(),
      index: fc.nat(65535),
      steps: fc.integer({ min: 1, max: 1000 }),
      solver: fc.constantFrom("euler", "ab2", "rk4"),
      times,
      guidance: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      guidanceInterval: fc.tuple(share, share).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]),
      guidanceRescale: share,
      modelSha256: fc.constant(settings.modelSha256),
    });
    await fc.assert(
      fc.asyncProperty(any, async (drawn) => {
        const png = await encodePng(formulaPicture("ramp", 2, 2), { text: drawingText(drawn) });
        expect(readDrawingSettings(await readPngText(png))).toEqual(drawn);
      }),
      { seed: 1 },
    );
  });

  test.each([
    { guidance: Number.NaN },
    { seed: -1 },
    { steps: 2.5 },
    { guidanceInterval: [0.5, 0.1] },
    { times: { kind: "cosine" } },
  ])("refuses to write %j", (wrong) => {
    expect(() => drawingText({ ...settings, ...wrong } as DrawingSettings)).toThrow(
      expect.objectContaining({ code: "invalid-drawing-settings" }),
    );
  });
});

describe("readDrawingSettings", () => {
  const text = drawingText(settings);

  test("leaves other entries alone", () => {
    expect(readDrawingSettings({ ...text, Comment: "nice" })).toEqual(settings);
  });

  test.each([{}, { Software: "another" }, { breed: "Bengal" }])("finds no settings in %j", (other) => {
    expect(() => readDrawingSettings(other as Record<string, string>)).toThrow(
      expect.objectContaining({ code: "no-drawing-settings" }),
    );
  });

  test.each(Object.keys(text).filter((name) => name !== "Software"))("misses %s", (name) => {
    const { [name]: _, ...rest } = text;
    expect(() => readDrawingSettings(rest)).toThrow(
      expect.objectContaining({ code: "invalid-drawing-settings", value: undefined }),
    );
  });

  test.each([
    ["breed", ""],
    ["breed", " Bengal"],
    ["seed", "-1"],
    ["seed", "1.5"],
    ["seed", "9007199254740992"],
    ["seed", "1e3"],
    ["seed", "007"],
    ["index", "65536"],
    ["steps", "0"],
    ["steps", "1001"],
    ["steps", " 20"],
    ["solver", "Heun!"],
    ["times", "uniform"],
    ["times", "null"],
    ["times", '{"kind":"shifted"}'],
    ["times", '{"kind":"shifted","shift":"2"}'],
    ["times", '{"kind":"uniform","shift":2}'],
    ["times", '{"kind":"uniform","more":2}'],
    ["times", '{"kind":"toString"}'],
    ["guidance", "NaN"],
    ["guidance", "Infinity"],
    ["guidance", "-1"],
    ["guidance_interval", "[0]"],
    ["guidance_interval", "[0.5,0.2]"],
    ["guidance_interval", "[0,2]"],
    ["guidance_interval", '["0","1"]'],
    ["guidance_interval", "{}"],
    ["guidance_rescale", "1.01"],
    ["model_sha256", "ABCDEF"],
  ])("refuses %s of %j", (name, value) => {
    expect(() => readDrawingSettings({ ...text, [name]: value })).toThrow(
      expect.objectContaining({ code: "invalid-drawing-settings", value }),
    );
  });
});
