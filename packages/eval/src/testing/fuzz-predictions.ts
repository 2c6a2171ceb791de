import fc from "fast-check";
import { predictionOutcomes } from "../node/compare/prediction-outcomes.ts";
import type { FuzzSubject } from "./fuzz.ts";

const TEXT = 'file,sha256,label,predicted,Bengal\r\na.png,0,Bengal,Bengal,0.5\r\n"b,""c"".png",0,Other,Bengal,1\r\n';
const PIECES = [",", '"', '""', "\n", "\r\n", "\r", "file", "label", "predicted", "a.png", "__proto__", "\u0000", "é"];
const ROWS = ["c.png,1,x,x,1\r\n", "a.png,1,x,y,1\r\n", `${"x".repeat(2000)},1,x,x,0\r\n`.repeat(2)];

interface Edit {
  at: number;
  removed: number;
  piece: string;
}

/** Predictions as CSV: every picture once, with whether it was told rightly. */
export const fuzzPredictions: FuzzSubject<Edit[]> = {
  input: fc.array(
    fc.record({
      at: fc.oneof(fc.nat(TEXT.length), fc.constantFrom(TEXT.length, TEXT.indexOf("a.png"))),
      removed: fc.oneof({ weight: 3, arbitrary: fc.nat(2) }, fc.nat(TEXT.length)),
      piece: fc.oneof(
        fc.constantFrom(...ROWS),
        fc.constantFrom("", ...PIECES),
        fc.string(),
        fc.constant("x".repeat(2000)),
      ),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  reached: ["invalid-csv", "predictions-mismatch", "read as none", "read"],
  read(edits) {
    let text = TEXT;
    for (const { at, removed, piece } of edits) text = text.slice(0, at) + piece + text.slice(at + removed);
    const outcomes = predictionOutcomes(text);
    for (const [file, right] of outcomes)
      if (typeof file !== "string" || typeof right !== "boolean") throw new Error(`${file} is ${right}`);
    return outcomes.size === 0 ? "read as none" : "read";
  },
};
