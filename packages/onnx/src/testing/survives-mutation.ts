import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { findFaults } from "../check/find-faults.ts";
import { interpret } from "../interpret/interpret.ts";
import type { Model } from "../model/model.ts";
import { foldConstants } from "../optimise/fold-constants.ts";
import { readModel } from "../protobuf/read-model.ts";
import { writeModel } from "../protobuf/write-model.ts";
import { calibrationValues } from "../quantize/plan-static.ts";
import { quantizeDynamic } from "../quantize/quantize-dynamic.ts";
import { quantizeStatic } from "../quantize/quantize-static.ts";
import { toFloat16 } from "../quantize/to-float16.ts";
import { choices } from "./choices.ts";
import { mutateModel } from "./mutate-model.ts";

/** How far damaged files came: refused by the reader, by the check, in running, or run to the end. */
export interface Outcomes {
  unreadable: number;
  faulty: number;
  refused: number;
  ran: number;
  /** Codes of all errors met. */
  codes: Set<string>;
}

/** A generator of 32-bit numbers (mulberry32). */
function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/**
 * Damages files `count` times and takes each as far as it goes: read, check, write again, fold, interpret. Anything thrown that is no
 * TinyCatsError, and any file that is read and then not written with stable bytes, is passed on as a failure.
 */
export function survivesMutation(
  files: readonly Uint8Array[],
  { seed, count }: { seed: number; count: number },
): Outcomes {
  const outcomes: Outcomes = { unreadable: 0, faulty: 0, refused: 0, ran: 0, codes: new Set() };
  const next = random(seed);
  for (let i = 0; i < count; i++) {
    const damaged = mutateModel(files[i % files.length], choices(Array.from({ length: 24 }, next)));
    try {
      outcomes[take(damaged, outcomes.codes)]++;
    } catch (cause) {
      throw new Error(`seed ${seed}, file ${i}: ${Buffer.from(damaged).toString("base64")}`, { cause });
    }
  }
  return outcomes;
}

function take(bytes: Uint8Array, codes: Set<string>): Exclude<keyof Outcomes, "codes"> {
  let stage: Exclude<keyof Outcomes, "codes"> = "unreadable";
  try {
    const model = readModel(bytes);
    const written = writeModel(model);
    if (!Buffer.from(writeModel(readModel(written))).equals(written)) throw new Error("the second writing differs");
    stage = "faulty";
    const faults = findFaults(model);
    for (const { code } of faults) codes.add(code);
    if (faults.length > 0) return stage;
    stage = "refused";
    foldConstants(model, { maxBytes: 4096 });
    survivesQuantization(model);
    const inputs = model.graph.inputs.map(({ name, type }) => {
      const shape = (type.shape ?? []).map((side) => (typeof side === "number" ? Math.min(side, 1000) : 1));
      const size = shape.reduce((product, side) => product * side, 1);
      // A value that the graph would need in millions is refused by its length instead.
      return [name, { shape, data: new Float64Array(Math.min(size, 10_000)).fill(0.5) }];
    });
    interpret(model, Object.fromEntries(inputs), { maxElements: 20_000 });
    return "ran";
  } catch (error) {
    if (!isTinyCatsError(error)) throw error;
    codes.add(error.code);
    return stage;
  }
}

/** What is made of a sound model is sound. */
function survivesQuantization(model: Model): void {
  const ranges = new Map(calibrationValues(model).map((name) => [name, { min: -1, max: 2 }]));
  const made = [quantizeDynamic(model), quantizeStatic(model, { ranges }), toFloat16(model).model];
  for (const [i, { graph, ...rest }] of made.entries()) {
    const faults = findFaults({ ...rest, graph });
    if (faults.length > 0) throw new Error(`method ${i}: ${faults.map(({ message }) => message).join("; ")}`);
  }
}
