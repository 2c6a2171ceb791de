import { join } from "node:path";
import type { NamedTensors } from "@tiny-cats/checkpoint";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import type { Step, StepState } from "../../step/step.ts";
import { wrongCheckpoint } from "./checkpoint-errors.ts";
import { TENSOR_FILES } from "./checkpoint-state.ts";

type Numbers = ReadonlyMap<string, Float32Array>;

/** Numbers of a step by file: those of the optimizer are called by slot and weight. */
function numbersOf({ weights, average, statistics, memory }: Omit<StepState, "count">): Map<string, Numbers> {
  const slots = Object.entries(memory).flatMap(([slot, numbers]) =>
    [...numbers].map(([name, values]) => [`${slot}.${name}`, values] as const),
  );
  const [model, optimizer, averages] = TENSOR_FILES;
  return new Map<string, Numbers>([
    [model, new Map([...weights, ...statistics])],
    [optimizer, new Map(slots)],
    ...(average ? [[averages, average] as const] : []),
  ]);
}

/** What the tensors of a file have for shapes: those of the weights that they belong to. */
function shapeOf(step: Step, file: string, name: string): readonly number[] {
  return step.shapes.get(file === TENSOR_FILES[1] ? name.slice(name.indexOf(".") + 1) : name)!;
}

/** A step's numbers as files of tensors, by file name. */
export function tensorFiles(step: Step): Map<string, NamedTensors> {
  return new Map(
    [...numbersOf(step.state)].map(([file, numbers]) => [
      file,
      [...numbers].map(([name, values]) => {
        const data = values as Float32Array<ArrayBuffer>;
        return [name, { dtype: "f32", shape: shapeOf(step, file, name), data }] as const;
      }),
    ]),
  );
}

/**
 * Writes the numbers of a checkpoint over a step's, when all names and shapes are the step's.
 *
 * Throws `wrong-checkpoint`: nothing is changed then; and what `openCheckpoint` throws.
 */
export async function restoreTensors(step: Step, path: string, count: number, files: readonly string[]): Promise<void> {
  const wanted = numbersOf(step.state);
  for (const file of files) if (!wanted.has(file)) throw wrongCheckpoint(path, `it has ${file}`);
  const read: [Float32Array, Float32Array][] = [];
  for (const [file, numbers] of wanted) {
    if (!files.includes(file)) throw wrongCheckpoint(path, `it has no ${file}`);
    await using opened = await openCheckpoint(join(path, file));
    for (const name of opened.tensors.keys()) {
      if (!numbers.has(name)) throw wrongCheckpoint(path, `${file} has ${name}, which is not trained here`);
    }
    for (const [name, values] of numbers) {
      const tensor = opened.tensors.get(name);
      const [found, shape] = [tensor && `${tensor.dtype} [${tensor.shape}]`, `f32 [${shapeOf(step, file, name)}]`];
      if (found !== shape) throw wrongCheckpoint(path, `${name} in ${file} is ${found ?? "missing"}, and not ${shape}`);
      read.push([values, (await tensor!.read()) as Float32Array]);
    }
  }
  for (const [values, saved] of read) values.set(saved);
  // The numbers are the step's own by now; the count is what is left.
  step.restore({ ...step.state, count });
}
