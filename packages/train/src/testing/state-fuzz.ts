import { isTinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { mutations } from "../../../schema/src/testing/mutations.ts";
import type { CheckpointState } from "../node/checkpoint/checkpoint-state.ts";
import { checksumOf, parseState } from "../node/checkpoint/parse-state.ts";

const SHA256 = "0123456789abcdef".repeat(4);

const EXAMPLE: Omit<CheckpointState, "checksum"> = {
  schema: "tiny-cats/training-checkpoint",
  version: 1,
  step: 20,
  saved: "2026-11-22T10:00:00.000Z",
  progress: {
    cursor: { epoch: 2, index: 6 },
    rateScale: 0.5,
    rollbacks: 1,
    microBatch: 2,
    best: { step: 10, value: 0.25 },
    stale: 1,
    evaluated: 20,
    metrics: { loss: 0.5, value: 0.3, accuracy: null },
  },
  settings: { schedule: { kind: "cosine", rate: 0.1 }, clip: 1 },
  optimizer: { name: "adamw", settings: { beta1: 0.9, nesterov: false } },
  seed: 5,
  lineage: { parent: null, data: SHA256 },
  environment: { threads: 1, runtime: "onnxruntime-node", node: "v24.0.0", platform: "linux-x64", cpu: "some" },
  files: {
    "model.safetensors": { bytes: 100, sha256: SHA256 },
    "optimizer.safetensors": { bytes: 200, sha256: SHA256 },
  },
};

/** The text of a whole `state.json`. */
export const stateText = (state: object = EXAMPLE) => JSON.stringify({ ...state, checksum: checksumOf(state) });

/** What a text is refused with; undefined where it is read. Another error than a typed one is thrown. */
function refusal(text: string): string | undefined {
  try {
    const { step, progress, files } = parseState("step-20", text);
    // What a run relies on.
    const numbers = [step, progress.cursor.epoch, progress.cursor.index, progress.rollbacks, progress.stale];
    const isSound = numbers.every((x) => Number.isSafeInteger(x) && x >= 0) && progress.rateScale > 0;
    if (!isSound || Object.keys(files).some((name) => !/^\w+\.safetensors$/.test(name))) throw new Error(text);
    return undefined;
  } catch (error) {
    if (!isTinyCatsError(error)) throw error;
    return error.code;
  }
}

/** How many states of changed structure, with a checksum that is right, are refused; any other error than a typed one fails. */
export function survivesChanges(runs: fc.Parameters<unknown>): number {
  let refused = 0;
  const property = fc.property(mutations(EXAMPLE, { json: true }), (state) => {
    const code = refusal(stateText(state));
    if (code !== undefined) refused++;
    return code === undefined || ["damaged-checkpoint", "unsupported-checkpoint-version"].includes(code);
  });
  fc.assert(property, runs as fc.Parameters<[object]>);
  return refused;
}

/** A whole text with one character changed is never read as something else. */
export function refusesTypos(runs: fc.Parameters<unknown>): void {
  const whole = stateText();
  const place = fc.record({ at: fc.nat({ max: whole.length - 1 }), by: fc.string({ maxLength: 2 }) });
  const property = fc.property(place, ({ at, by }) => {
    const text = whole.slice(0, at) + by + whole.slice(at + 1);
    const isSame = () => JSON.stringify(JSON.parse(text)) === whole;
    return refusal(text) !== undefined || isSame();
  });
  fc.assert(property, runs as fc.Parameters<[{ at: number; by: string }]>);
}
