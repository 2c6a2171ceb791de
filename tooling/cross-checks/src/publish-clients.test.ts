import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadClassifier } from "@tiny-cats/core/node";
import { startHub } from "@tiny-cats/hub-emulator";
import { classifier } from "@tiny-cats/models";
import { publish } from "@tiny-cats/publish";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, onTestFinished, test } from "vitest";
import {
  type ClientAnswers,
  EXACT,
  LARGER,
  scoreGap,
  top,
  writeClientPictures,
} from "../../integration/src/client-pictures.ts";
import { embeddedOptions } from "../../integration/src/publish-fixture.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { missingPeers, python } from "./peers.ts";

const reason = missingPeers(["torch", "transformers", "numpy", "PIL"]);

/** transformers' answers, with a home of its own, out of a Hub that speaks at `url`. */
function askTransformers(url: string, folder: string, names: readonly string[]): Promise<ClientAnswers> {
  mkdirSync(join(folder, "home"));
  const env = {
    PATH: process.env.PATH,
    HOME: join(folder, "home"),
    HF_HOME: join(folder, "home", "hf"),
    HF_ENDPOINT: url,
    HF_HUB_DISABLE_XET: "1",
    HF_HUB_DISABLE_TELEMETRY: "1",
    HF_HUB_DISABLE_UPDATE_CHECK: "1",
    HF_HUB_DISABLE_PROGRESS_BARS: "1",
  };
  const script = join(import.meta.dirname, "classify-by-transformers.py");
  return new Promise((resolve, reject) => {
    const child = spawn(python, [script, "local/cats", folder, ...names], { env });
    const said: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (block) => said.push(block));
    child.stderr.on("data", (block) => errors.push(block));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve(JSON.parse(Buffer.concat(said).toString()))
        : reject(new Error(Buffer.concat(errors).toString().slice(-3000))),
    );
  });
}

test("Python's pipeline and AutoModel load what was published, and answer as we do", async ({ skip }) => {
  if (reason) return skip(reason);
  const folder = temporaryFolder();
  const hub = await startHub({ dir: join(folder, "hub") });
  onTestFinished(() => hub.close());
  await publish("local/cats", embeddedOptions(folder, hub.url));
  await writeClientPictures(folder);
  const theirs = await askTransformers(hub.url, folder, [...EXACT, ...LARGER]);

  const session = await InferenceSession.create(fileURLToPath(classifier.files["onnx/model.onnx"]));
  const bytes = readFileSync(join(folder, "pixels.f32"));
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const { logits } = await session.run({ pixel_values: new Tensor("float32", values, [1, 3, 224, 224]) });
  await session.release();
  const gaps = theirs.logits.map((logit, i) => Math.abs(logit - Number(logits.data[i])));
  expect(Math.max(...gaps)).toBeLessThan(1e-4);

  await using ours = await loadClassifier(classifier);
  for (const name of [...EXACT, ...LARGER]) {
    const { predictions } = await ours.classify(readFileSync(join(folder, name)));
    const scores = Object.fromEntries(predictions.map(({ label, probability }) => [label, probability]));
    const gap = scoreGap(scores, theirs.pictures[name]);
    if (LARGER.includes(name)) {
      console.log(`${name}: shrunk by transformers' own filter; largest gap of a score ${gap.toPrecision(3)}`);
      continue;
    }
    expect(top(theirs.pictures[name]), name).toBe(top(scores));
    expect(gap, name).toBeLessThan(1e-3);
  }
});
