import { join } from "node:path";
import type { Weights } from "@tiny-cats/architectures";
import type { Dtype, NamedTensors, TensorData } from "@tiny-cats/checkpoint";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import type { Step } from "../../step/step.ts";
import { wrongCheckpoint } from "./checkpoint-errors.ts";
import { TENSOR_FILES } from "./checkpoint-files.ts";

/** A tensor of a step as it stands in a file, and what becomes of it when the file is read. */
interface Entry {
  readonly tensor: TensorData;
  /** Given to the step; compared with what it has; left alone, as it stands in another file too. */
  readonly when: "restored" | "compared" | "left";
}

type Entries = Map<string, Entry>;
type File = (typeof TENSOR_FILES)[number];

/** Of weights that models of float32 have: counters besides. */
const DTYPES: Readonly<Record<string, Dtype>> = { float32: "f32", int64: "i64" };

/**
 * Tensors of a step by file and name. Weights and their average are a model each, with running statistics and with `others`, which are not trained;
 * what the optimizer remembers is called by slot and weight.
 */
function entriesOf({ shapes, state }: Step, others: Weights): Map<File, Entries> {
  const { weights, average, statistics, memory } = state;
  const entries = (numbers: ReadonlyMap<string, Float32Array>, when: Entry["when"], prefix = ""): [string, Entry][] =>
    [...numbers].map(([name, values]) => {
      const data = values as Float32Array<ArrayBuffer>;
      return [prefix + name, { tensor: { dtype: "f32", shape: shapes.get(name)!, data }, when }];
    });
  const constants = (when: Entry["when"]): [string, Entry][] =>
    [...others].flatMap(([name, { dtype, shape, bytes }]) => {
      const tensor = { dtype: DTYPES[dtype], shape, data: bytes as Uint8Array<ArrayBuffer> };
      return shapes.has(name) ? [] : [[name, { tensor, when }]];
    });
  const [model, optimizer, averages] = TENSOR_FILES;
  const files = new Map<File, Entries>([
    [model, new Map([...entries(weights, "restored"), ...entries(statistics, "restored"), ...constants("compared")])],
    [optimizer, new Map(Object.entries(memory).flatMap(([slot, numbers]) => entries(numbers, "restored", `${slot}.`)))],
  ]);
  if (average) {
    files.set(
      averages,
      new Map([...entries(average, "restored"), ...entries(statistics, "left"), ...constants("left")]),
    );
  }
  return files;
}

/** A step's numbers as files of tensors, by file name; with those of the model's weights that are not trained. */
export function tensorFiles(step: Step, weights: Weights = new Map()): Map<File, NamedTensors> {
  const tensors = (entries: Entries) => [...entries].map(([name, { tensor }]) => [name, tensor] as const);
  return new Map([...entriesOf(step, weights)].map(([file, entries]) => [file, tensors(entries)]));
}

/**
 * Writes the numbers of a checkpoint over a step's, when all names and shapes are the step's, and what is not trained is what it was.
 *
 * Throws `wrong-checkpoint`: nothing is changed then; and what `openCheckpoint` throws.
 */
export async function restoreTensors(
  step: Step,
  { path, count, files }: { path: string; count: number; files: readonly string[] },
  weights: Weights = new Map(),
): Promise<void> {
  const wanted = entriesOf(step, weights);
  for (const file of TENSOR_FILES) {
    if (files.includes(file) && !wanted.has(file)) throw wrongCheckpoint(path, `it has ${file}`);
  }
  const read: [Float32Array, Float32Array][] = [];
  for (const [file, entries] of wanted) {
    if (!files.includes(file)) throw wrongCheckpoint(path, `it has no ${file}`);
    await using opened = await openCheckpoint(join(path, file));
    for (const name of opened.tensors.keys()) {
      if (!entries.has(name)) throw wrongCheckpoint(path, `${file} has ${name}, which is not trained here`);
    }
    for (const [name, { tensor, when }] of entries) {
      const saved = opened.tensors.get(name);
      if (when === "left" || (when === "compared" && !saved)) continue;
      const [found, fitting] = [saved && `${saved.dtype} [${saved.shape}]`, `${tensor.dtype} [${tensor.shape}]`];
      if (found !== fitting) throw wrongCheckpoint(path, `${name} in ${file} is ${found ?? "missing"}, not ${fitting}`);
      const data = await saved!.read();
      if (when === "restored") read.push([tensor.data as Float32Array, data as Float32Array]);
      else if (!bytesOf(data).equals(bytesOf(tensor.data))) {
        throw wrongCheckpoint(path, `${name}, which is not trained, has other numbers in ${file}`);
      }
    }
  }
  for (const [values, saved] of read) values.set(saved);
  // The numbers are the step's own by now; the count is what is left.
  step.restore({ ...step.state, count });
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBufferLike>): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
