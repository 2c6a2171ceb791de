import { readOnnxFile } from "@tiny-cats/architectures/node";
import { statistics } from "@tiny-cats/checkpoint";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import { type Tensor, tensorValues } from "@tiny-cats/onnx";
import { fileOf, isThere } from "../folder/file-of.ts";
import type { ModelGate } from "../gate.ts";
import { failed, passed } from "../verdicts.ts";

type Options = { signal?: AbortSignal };

/** Every number of weights and graphs is finite. */
export const nanInf: ModelGate = {
  name: "nan-inf",
  needs: "files",
  kinds: ["classifier", "generator", "language"],
  async run(model, { signal }) {
    const options: Options = signal ? { signal } : {};
    const broken: string[] = [];
    let count = 0;
    for (const file of model.manifest.files) {
      const look = file.role === "weights" ? lookInWeights : file.role === "model" ? lookInGraph : undefined;
      if (!look || (file.optional && !(await isThere(model, file)))) continue;
      for await (const { name, numbers, bad } of look(await fileOf(model, file), options)) {
        count += numbers;
        if (bad > 0) broken.push(`${name} of ${model.prefix}${file.path} (${bad})`);
      }
    }
    if (broken.length === 0)
      return passed(`${count.toLocaleString("en")} numbers are finite`, { value: 0, threshold: 0 });
    return failed(`NaN or infinite numbers in ${broken.slice(0, 5).join(", ")}`, {
      value: broken.length,
      threshold: 0,
      remedy:
        "the training has diverged or a file is damaged: publish an earlier checkpoint, or train with a lower learning rate",
    });
  },
};

interface Looked {
  name: string;
  numbers: number;
  bad: number;
}

async function* lookInWeights(path: string, options: Options): AsyncGenerator<Looked> {
  await using checkpoint = await openCheckpoint(path, options);
  for (const [name, tensor] of checkpoint.tensors) {
    if (tensor.dtype.startsWith("c")) continue;
    const { count, nan, infinite } = await statistics(tensor, options);
    yield { name, numbers: count, bad: nan + infinite };
  }
}

async function* lookInGraph(path: string, options: Options): AsyncGenerator<Looked> {
  const { graph } = await readOnnxFile(path, options);
  for (const [name, tensor] of graph.initializers) {
    // A number alone may be infinite on purpose, such as what a mask puts in; it never is NaN.
    yield { name, ...lookAt(tensor, tensor.shape.length === 0 ? Number.isNaN : undefined) };
    // A large graph must not keep others from their turn.
    await new Promise((resolve) => setImmediate(resolve));
    options.signal?.throwIfAborted();
  }
  for (const { name, op, attributes } of graph.nodes) {
    for (const { type, value } of attributes.values()) {
      if (type === "tensor") yield { name: name || op, ...lookAt(value, Number.isNaN) };
      else if (type === "float") yield { name: name || op, numbers: 1, bad: Number.isNaN(value) ? 1 : 0 };
    }
  }
}

function lookAt(tensor: Tensor, isBad = (value: number) => !Number.isFinite(value)): Omit<Looked, "name"> {
  if (!tensor.dtype.includes("float")) return { numbers: 0, bad: 0 };
  const values = tensorValues(tensor);
  let bad = 0;
  for (const value of values) if (isBad(value)) bad++;
  return { numbers: values.length, bad };
}
