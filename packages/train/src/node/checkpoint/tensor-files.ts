import { join } from "node:path";
import type { NamedTensors } from "@tiny-cats/checkpoint";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import type { Step } from "../../step/step.ts";
import { wrongCheckpoint } from "./checkpoint-errors.ts";
import { TENSOR_FILES } from "./checkpoint-state.ts";

/** Numbers of a step as they stand in a file. */
interface Entry {
  readonly values: Float32Array<ArrayBuffer>;
  readonly shape: readonly number[];
}

/** Numbers of a step by file and name: those of the optimizer are called by slot and weight. */
function entriesOf({ shapes, state }: Step): Map<string, Map<string, Entry>> {
  const { weights, average, statistics, memory } = state;
  const entries = (numbers: ReadonlyMap<string, Float32Array>, prefix = "") =>
    [...numbers].map(([name, values]): [string, Entry] => [
      prefix + name,
      { values: values as Float32Array<ArrayBuffer>, shape: shapes.get(name)! },
    ]);
  const [model, optimizer, averages] = TENSOR_FILES;
  const files: [string, Map<string, Entry>][] = [
    [model, new Map([...entries(weights), ...entries(statistics)])],
    [optimizer, new Map(Object.entries(memory).flatMap(([slot, numbers]) => entries(numbers, `${slot}.`)))],
  ];
  return new Map(average ? [...files, [averages, new Map(entries(average))]] : files);
}

/** A step's numbers as files of tensors, by file name. */
export function tensorFiles(step: Step): Map<string, NamedTensors> {
  const tensors = (entries: ReadonlyMap<string, Entry>) =>
    [...entries].map(([name, { values, shape }]) => [name, { dtype: "f32", shape, data: values }] as const);
  return new Map([...entriesOf(step)].map(([file, entries]) => [file, tensors(entries)]));
}

/**
 * Writes the numbers of a checkpoint over a step's, when all names and shapes are the step's.
 *
 * Throws `wrong-checkpoint`: nothing is changed then; and what `openCheckpoint` throws.
 */
export async function restoreTensors(step: Step, path: string, count: number, files: readonly string[]): Promise<void> {
  const wanted = entriesOf(step);
  for (const file of files) if (!wanted.has(file)) throw wrongCheckpoint(path, `it has ${file}`);
  const read: [Float32Array, Float32Array][] = [];
  for (const [file, entries] of wanted) {
    if (!files.includes(file)) throw wrongCheckpoint(path, `it has no ${file}`);
    await using opened = await openCheckpoint(join(path, file));
    for (const name of opened.tensors.keys()) {
      if (!entries.has(name)) throw wrongCheckpoint(path, `${file} has ${name}, which is not trained here`);
    }
    for (const [name, { values, shape }] of entries) {
      const tensor = opened.tensors.get(name);
      const [found, fitting] = [tensor && `${tensor.dtype} [${tensor.shape}]`, `f32 [${shape}]`];
      if (found !== fitting) throw wrongCheckpoint(path, `${name} in ${file} is ${found ?? "missing"}, not ${fitting}`);
      read.push([values, (await tensor!.read()) as Float32Array]);
    }
  }
  for (const [values, saved] of read) values.set(saved);
  // The numbers are the step's own by now; the count is what is left.
  step.restore({ ...step.state, count });
}
