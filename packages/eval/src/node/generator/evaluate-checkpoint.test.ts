import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { parseEvaluationReport } from "@tiny-cats/schema";
import { expect, onTestFinished, test, vi } from "vitest";
import { vectorPath } from "../../../../../tooling/golden/vector-path.ts";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { greySet } from "../../testing/grey-set.ts";
import { tinyClassifier } from "../../testing/tiny-model-folders.ts";
import { evaluateCheckpoint } from "./evaluate-checkpoint.ts";

const checkpoint = vectorPath("architectures/tinydit-seed-trainer.pt");

async function options() {
  const heads = [0, 1, 2, 3, 4, 5].map((n) => ({
    file: `${n}.png`,
    breed: "Bengal",
    level: n / 10,
    box: [10, 8, 30, 28] as const,
  }));
  return {
    reference: await greySet(heads),
    extractor: tinyClassifier().folder,
    perBreed: 1,
    steps: 2,
    seed: 4,
    bootstrap: { replicates: 5 },
    command: "vitest run",
  };
}

test("measures raw and averaged weights of a checkpoint from the same noise, and leaves nothing behind", async () => {
  const given = await options();
  const temporary = temporaryFolder();
  vi.stubEnv("TMPDIR", temporary);
  onTestFinished(() => void vi.unstubAllEnvs());
  const kinds: string[] = [];
  const evaluated = await evaluateCheckpoint(checkpoint, {
    ...given,
    onWeights: (kind) => kinds.push(kind),
  });
  expect(kinds).toEqual(["raw", "ema"]);
  expect(evaluated.map(({ weights }) => weights)).toEqual(["raw", "ema"]);
  const [raw, ema] = evaluated.map(({ report }) => report);
  const sha256 = createHash("sha256").update(readFileSync(checkpoint)).digest("hex");
  for (const report of [raw, ema]) {
    expect(parseEvaluationReport(report)).toEqual(report);
    expect(report.measured.model).toEqual({ file: "tinydit-seed-trainer.pt", sha256 });
    expect(report.metadata.config).toMatchObject({ image_size: 16, prediction: "velocity" });
    expect(report.measured.n).toBe(12);
  }
  expect(raw.weights).toBe("raw");
  expect(raw.kid?.mean).not.toBe(ema.kid?.mean);
  expect(raw.agreement_of_reference).toEqual(ema.agreement_of_reference);
  expect(Buffer.compare(evaluated[0].sheet, evaluated[1].sheet)).not.toBe(0);
  expect(readdirSync(temporary).filter((name) => name.startsWith("tiny-cats"))).toEqual([]);
});

test("one kind alone; a language model is no generator", async () => {
  const [only, ...others] = await evaluateCheckpoint(checkpoint, { ...(await options()), weights: ["ema"] });
  expect(others).toEqual([]);
  expect(only.report.weights).toBe("ema");
  const gpt = vectorPath("architectures/nanogpt.pt");
  const error = await errorOf(async () => evaluateCheckpoint(gpt, { ...(await options()), weights: ["raw"] }));
  expect(error.code).toBe("not-a-generator");
});
