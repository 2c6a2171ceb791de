import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { decodePng } from "@tiny-cats/core/png";
import { expect, onTestFinished, test } from "vitest";
import { asPrinted, classesByCommand, drawingByCommand, embeddedApi } from "../../integration/src/api-fixture.ts";
import { fixture } from "../../integration/src/fixture.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { hubEnvironment } from "./hub-environment.ts";
import { missingPeers, python } from "./peers.ts";

const reason = missingPeers(["huggingface_hub", "PIL"]);

/** A drawing by the command, as Pillow tells of it. */
async function drawn(options: Record<string, string | number>) {
  const { width, height, data } = await decodePng(await drawingByCommand(temporaryFolder(), options));
  return { size: [width, height], rgb: Buffer.from(data).toString("base64") };
}

test("Python's InferenceClient classifies and draws as the command does", async ({ skip }) => {
  if (reason) return skip(reason);
  const api = await embeddedApi();
  onTestFinished(() => api.close());
  const script = join(import.meta.dirname, "api-python.py");
  const { stdout } = await promisify(execFile)(python, ["-B", script, api.url.href, fixture("chelsea.png")], {
    env: hubEnvironment(temporaryFolder()),
    maxBuffer: 1 << 24,
  });
  const answers = JSON.parse(stdout);
  const all = await classesByCommand(fixture("chelsea.png"), { topK: 13 });
  for (const how of ["bytes", "path", "by model"]) expect(asPrinted(answers[how])).toEqual(all.slice(0, 5));
  expect(asPrinted(answers["top 3"])).toEqual(all.slice(0, 3));
  const label = ({ label }: { label: string }) => label;
  expect(answers.none.map(label)).toEqual(all.map(label));
  // Logits lead to the same probabilities, by either function.
  const sum = answers.none.reduce((sum: number, { score }: { score: number }) => sum + Math.exp(score), 0);
  for (const [i, { score }] of answers.none.entries()) {
    expect(Math.exp(score) / sum).toBeCloseTo(all[i].score, 6);
    expect(answers.sigmoid[i].score).toBeCloseTo(1 / (1 + Math.exp(-score)), 12);
  }
  expect(answers.drawing).toEqual(await drawn({ seed: 7 }));
  expect(answers["drawing with parameters"]).toEqual(await drawn({ seed: 9, steps: 3, guidance: 2.5, solver: "heun" }));
  expect(answers["no breed"]).toEqual([422, expect.stringContaining("name one of Abyssinian")]);
  expect(answers["another size"]).toEqual([422, expect.stringContaining("64 by 64")]);
  expect(answers["no picture"]).toEqual([415, expect.any(String)]);
});
