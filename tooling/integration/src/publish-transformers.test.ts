import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { loadClassifier } from "@tiny-cats/core/node";
import { startHub } from "@tiny-cats/hub-emulator";
import { classifier } from "@tiny-cats/models";
import { publish } from "@tiny-cats/publish";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { type ClientAnswers, EXACT, LARGER, scoreGap, top, writeClientPictures } from "./client-pictures.ts";
import { embeddedOptions } from "./publish-fixture.ts";

test("transformers.js loads what was published and answers as we do", async () => {
  const folder = temporaryFolder();
  const hub = await startHub({ dir: join(folder, "hub") });
  onTestFinished(() => hub.close());
  await publish("local/cats", embeddedOptions(folder, hub.url));
  await writeClientPictures(folder);

  const script = join(import.meta.dirname, "classify-by-transformers.mjs");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, hub.url, "local/cats", join(folder, "cache"), folder, ...EXACT, ...LARGER],
    { env: { PATH: process.env.PATH }, maxBuffer: 1 << 24 },
  );
  const theirs: ClientAnswers = JSON.parse(stdout);

  const session = await InferenceSession.create(fileURLToPath(classifier.files["onnx/model.onnx"]));
  const bytes = readFileSync(join(folder, "pixels.f32"));
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const { logits } = await session.run({ pixel_values: new Tensor("float32", values, [1, 3, 224, 224]) });
  await session.release();
  for (const [i, logit] of theirs.logits.entries()) expect(Math.abs(logit - Number(logits.data[i]))).toBeLessThan(1e-4);

  await using ours = await loadClassifier(classifier);
  for (const name of [...EXACT, ...LARGER]) {
    const { predictions } = await ours.classify(readFileSync(join(folder, name)));
    const scores = Object.fromEntries(predictions.map(({ label, probability }) => [label, probability]));
    const gap = scoreGap(scores, theirs.pictures[name]);
    if (LARGER.includes(name)) {
      console.log(
        `${name}: transformers.js shrinks it by another filter; largest gap of a score ${gap.toPrecision(3)}`,
      );
      continue;
    }
    expect(top(theirs.pictures[name]), name).toBe(top(scores));
    expect(gap, name).toBeLessThan(1e-3);
  }
});
