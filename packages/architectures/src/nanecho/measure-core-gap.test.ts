import { describe, expect, test } from "vitest";
import { canonicalTensors } from "../canonical-tensors.ts";
import { detect } from "../detect.ts";
import { openGolden } from "../testing/golden.ts";
import { languageGolden } from "../testing/language-golden.ts";
import { runOnnxruntime } from "../testing/run-graph.ts";
import type { NanEchoConfig } from "./config.ts";
import { logitGap } from "./logit-gap.ts";
import { measureCoreGap } from "./measure-core-gap.ts";
import { splitNanEcho } from "./split-nanecho.ts";

const cases = languageGolden.nanecho;

async function open(name: string) {
  const found = detect(await openGolden(Object.values(cases[name].files)[0]));
  return { config: found.config as NanEchoConfig, tensors: await canonicalTensors(found), ids: cases[name].input_ids };
}

describe("the gap between whole and core", () => {
  test("is none where a NanEcho is a GPT-2", async () => {
    const { config, tensors, ids } = await open("nanecho-plain");
    const { core } = await splitNanEcho(config, tensors);
    const gap = await measureCoreGap(config, tensors, core, ids);
    expect(gap).toMatchObject({ positions: 12, sequences: 2, pattern_injection: "off", computed_in: "float64" });
    expect(gap.max_abs).toBeLessThan(1e-12);
    expect(gap.top1_agreement).toBe(1);
  });

  test("is measured where it has more", async () => {
    const { config, tensors, ids } = await open("nanecho");
    const { core } = await splitNanEcho(config, tensors);
    const stages: string[] = [];
    const exact = await measureCoreGap(config, tensors, core, ids, { onProgress: ({ stage }) => stages.push(stage) });
    expect(stages).toEqual(["whole", "core"]);
    expect(exact.max_abs).toBeGreaterThan(0.1);
    expect(exact.mean_kl).toBeGreaterThan(0.01);
    expect(exact.top1_agreement).toBeLessThan(1);
    const fast = await measureCoreGap(config, tensors, core, ids, {
      run: async (model, input_ids) => (await runOnnxruntime(model, { input_ids })).logits,
    });
    expect(fast.computed_in).toBe("float32");
    for (const key of ["max_abs", "mean_abs", "rms", "reference_rms", "mean_kl"] as const) {
      expect(Math.abs(fast[key] / exact[key] - 1)).toBeLessThan(1e-3);
    }
  });

  test("by hand", () => {
    const gap = logitGap([0, Math.log(3), 1, 1], [0, 0, 1, 3], 2);
    expect(gap.positions).toBe(2);
    expect(gap.max_abs).toBe(2);
    expect(gap.mean_abs).toBeCloseTo((Math.log(3) + 2) / 4, 14);
    expect(gap.rms).toBeCloseTo(Math.sqrt((Math.log(3) ** 2 + 4) / 4), 14);
    expect(gap.reference_rms).toBeCloseTo(Math.sqrt((2 * (Math.log(3) / 2) ** 2) / 4), 14);
    const second = -Math.log(2) + Math.log(1 + Math.exp(2)) - 1;
    expect(gap.mean_kl).toBeCloseTo((0.25 * Math.log(0.5) + 0.75 * Math.log(1.5) + second) / 2, 14);
    expect(gap.top1_agreement).toBe(0);
    expect(logitGap([0, 1, 2, 1], [0, 3, 0, 5], 2).top1_agreement).toBe(0.5);
    expect(logitGap([0, 1], [Number.NaN, 1], 2).max_abs).toBeNaN();
    for (const wrong of [
      [[], []],
      [[1, 2], [1]],
      [
        [1, 2, 3],
        [1, 2, 3],
      ],
    ]) {
      expect(() => logitGap(wrong[0], wrong[1], 2)).toThrow(expect.objectContaining({ code: "logits-do-not-match" }));
    }
  });

  test.each([[[]], [[[]]], [[[1, 2], [3]]], [[[29]]], [[[0.5]]], [[new Array(11).fill(0)]]])(
    "tokens %j are refused",
    async (sequences) => {
      const { config, tensors } = await open("nanecho");
      const { core } = await splitNanEcho(config, tensors);
      await expect(measureCoreGap(config, tensors, core, sequences)).rejects.toMatchObject({ code: "invalid-tokens" });
    },
  );

  test("a signal ends it", async () => {
    const { config, tensors, ids } = await open("nanecho");
    const { core } = await splitNanEcho(config, tensors);
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(measureCoreGap(config, tensors, core, ids, { signal })).rejects.toThrow("enough");
  });
});
