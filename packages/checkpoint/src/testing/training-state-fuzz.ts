import { isTinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { mutations } from "../../../schema/src/testing/mutations.ts";
import { trainingCheckpoint } from "../../../schema/src/testing/valid-reports.ts";
import { parseTrainingState, trainingChecksum } from "../training/parse-training-state.ts";

const { checksum: _, ...EXAMPLE } = trainingCheckpoint;

/** The text of a whole `state.json`. */
export const stateText = (state: object = EXAMPLE) => JSON.stringify({ ...state, checksum: trainingChecksum(state) });

/** What a text is refused with; undefined where it is read. Another error than a typed one is thrown. */
function refusal(text: string): string | undefined {
  try {
    const { step, progress, files } = parseTrainingState("step-20", text);
    // What a run relies on.
    const numbers = [step, progress.cursor.epoch, progress.cursor.index, progress.rollbacks, progress.stale];
    const isSound = numbers.every((x) => Number.isSafeInteger(x) && x >= 0) && progress.rateScale > 0;
    const hashes = [files["model.safetensors"], files["optimizer.safetensors"]].map(({ sha256 }) => sha256);
    if (!isSound || !hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))) throw new Error(text);
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
