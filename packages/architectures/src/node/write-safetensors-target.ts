import { join } from "node:path";
import { encodeSafetensors } from "@tiny-cats/checkpoint";
import { modelConfig } from "../model-config.ts";
import { castTensors } from "./cast-tensors.ts";
import { fileMetadata } from "./file-metadata.ts";
import { openModel } from "./open-model.ts";
import { requireSameTensors } from "./require-same-tensors.ts";
import type { Target } from "./target.ts";
import { writeHashed } from "./write-hashed.ts";

/** model.safetensors under canonical names, and the config.json that it needs; read again and compared bit for bit. */
export const writeSafetensorsTarget: Target = async (model, folder, { dtype, origin, signal, onBytes }) => {
  const options = signal ? { signal } : {};
  const tensors = castTensors(model.tensors, dtype);
  const { size, chunks } = encodeSafetensors(tensors, {
    metadata: { format: "pt", ...fileMetadata(model, origin) },
    ...options,
  });
  const { architecture, untrained, told } = model;
  const config = {
    ...modelConfig(architecture, model.config, { told }),
    ...(untrained !== undefined && { untrained }),
  };
  const files = [
    await writeHashed(folder, "config.json", `${JSON.stringify(config, null, 2)}\n`, options),
    await writeHashed(folder, "model.safetensors", chunks, {
      ...options,
      ...(onBytes && { onBytes: (bytes) => onBytes(bytes, size) }),
    }),
  ];
  await using again = await openModel(join(folder, "model.safetensors"), options);
  await requireSameTensors("model.safetensors", again.tensors, tensors, options);
  return {
    files,
    parity: { compared: "every tensor", with: "the checkpoint, bit for bit", largest_gap: 0, tolerance: 0 },
    notes: [],
  };
};
