import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHub } from "@tiny-cats/hub-emulator";
import { expect, onTestFinished, test } from "vitest";
import { checkShape } from "./hub-emulator-shapes.ts";
import { golden, readTranscript, replayer } from "./hub-emulator-transcript.ts";

const NAMES = ["huggingface-hub", "hf", "huggingface-js"];
const sha256 = (path: string) =>
  createHash("sha256")
    .update(readFileSync(new URL(`scripts/hub/${path}`, golden)))
    .digest("hex");

test("the transcripts are those of the scripts as they stand", () => {
  expect(readdirSync(new URL("vectors/hub/", golden)).sort()).toEqual(NAMES.map((name) => `${name}.json`).sort());
  for (const name of NAMES) {
    const { script, script_sha256, javascript_sha256 } = readTranscript(name);
    expect([script, script_sha256, javascript_sha256]).toEqual([
      "hub/transcripts.py",
      sha256("transcripts.py"),
      sha256("transcripts.mjs"),
    ]);
  }
});

test.each(NAMES)("what %s sent is answered with the status it was, and with all that it reads", async (name) => {
  const { limits, clock, steps } = readTranscript(name);
  const dir = mkdtempSync(join(tmpdir(), "tiny-cats-replay-"));
  const hub = await startHub({ dir, limits, clock: () => clock });
  onTestFinished(async () => {
    await hub.close();
    rmSync(dir, { recursive: true });
  });
  const replay = replayer(hub.url);
  let count = 0;
  for (const { step, requests } of steps) {
    for (const exchange of requests) {
      const answer = await replay(exchange);
      const where = `${step}: ${exchange.method} ${exchange.path}`;
      expect([where, answer.status]).toEqual([where, exchange.status]);
      checkShape(answer, exchange);
      count++;
    }
  }
  expect(count).toBeGreaterThan(30);
});

test("the clients got back what they had sent", () => {
  const made = (name: string, step: string) => readTranscript(name).steps.find((found) => found.step === step)!.made;
  const same = { "README.md": true, "model.safetensors": true, "sub folder/a #1.txt": true };
  expect(made("huggingface-hub", "download")).toMatchObject({ same, multipart: true });
  expect(made("huggingface-hub", "missing")).toEqual([
    "RemoteEntryNotFoundError",
    "RevisionNotFoundError",
    "RepositoryNotFoundError",
  ]);
  expect(made("huggingface-js", "download")).toEqual([true, true, true]);
  expect(made("huggingface-js", "missing")).toEqual([null, false, true, ["Error", 404]]);
  expect(made("huggingface-hub", "upload again")).toEqual(made("huggingface-hub", "upload in parts"));
  expect(readTranscript("hf").steps.map(({ made: result }) => (result as { code: number }).code)).toEqual(
    Array(9).fill(0),
  );
});
