import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { Writable } from "@tiny-cats/checkpoint";
import { DTYPES, encodePyTorch, type TensorSource } from "@tiny-cats/checkpoint";
import { convertTensors, findDialect } from "../convert-tensors.ts";
import { castTensors } from "./cast-tensors.ts";
import { keepFloats } from "./keep-floats.ts";
import { type OpenModel, openModel } from "./open-model.ts";
import { requireSameTensors } from "./require-same-tensors.ts";
import type { Target } from "./target.ts";
import { writeHashed } from "./write-hashed.ts";

/**
 * model.pt as `torch.load(weights_only=True)` reads it, in the dialect asked for, else that of the source if trainers write it, else the first
 * that they write; read again and compared bit for bit.
 */
export const writePtTarget: Target = async (model, folder, { dtype, dialect: asked, lineage, signal, onBytes }) => {
  const { architecture, config, training, untrained, checkpoint } = model;
  const options = signal ? { signal } : {};
  const dialect = findDialect(architecture, asked ?? usualDialect(model));
  const named = castTensors(convertTensors(architecture, config, model.tensors, { to: dialect.name }), dtype);
  const tree = dialect.wrap?.(named, config, training) ?? named;
  const marked = dialect.wrap
    ? {
        ...(tree as { [key: string]: Writable }),
        ...(untrained !== undefined && { untrained }),
        ...(lineage && { lineage }),
      }
    : tree;
  const kept = keepFloats(marked, checkpoint.value);
  const total = [...new Set(named.values())].reduce((sum, source) => sum + sizeOf(source), 0);
  const file = await writeHashed(folder, "model.pt", encodePyTorch(kept, { crc32, ...options }), {
    ...options,
    ...(onBytes && { onBytes: (bytes) => onBytes(Math.min(bytes, total), total) }),
  });
  await using again = await openModel(join(folder, "model.pt"), {
    ...options,
    config: config as Record<string, unknown>,
  });
  await requireSameTensors("model.pt", again.tensors, castTensors(model.tensors, dtype), options);
  return {
    files: [file],
    parity: { compared: "every tensor", with: "the checkpoint, bit for bit", largest_gap: 0, tolerance: 0 },
    notes: [`model.pt is laid out as ${dialect.title} (${dialect.name}).`],
  };
};

function usualDialect({ architecture, dialect }: OpenModel): string {
  const own = architecture.dialects.find(({ name }) => name === dialect.name);
  if (own?.wrap) return own.name;
  return (architecture.dialects.find(({ wrap }) => wrap) ?? own ?? architecture.dialects[0]).name;
}

function sizeOf({ dtype, shape }: TensorSource): number {
  return shape.reduce((product, side) => product * side, DTYPES[dtype].bytes);
}
