import { parseConfig, type TinyDitConfig, tinyDit, type Weights } from "@tiny-cats/architectures";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A model to begin with. */
export interface StartingModel {
  readonly config: Readonly<Record<string, unknown>>;
  readonly weights: Weights;
  /** What it is, for the lineage: a name, or the SHA-256 of its file. */
  readonly parent?: string;
}

/** What the network shall be; what is left out is the preset's. */
export interface NetworkOptions {
  /** Of `tinyDit.presets`; "tinydit-64" unless told. */
  readonly preset?: string;
  readonly width?: number;
  readonly depth?: number;
  readonly heads?: number;
  readonly prediction?: "sample" | "velocity";
  /** Side of the pictures, and of the patches that they are cut into. */
  readonly imageSize?: number;
  readonly patchSize?: number;
}

/**
 * The network's configuration: that of the starting model, which the options must agree with, or a preset with changes.
 *
 * @throws TinyCatsError "unknown-preset", "wrong-start"; what `parseConfig` throws
 */
export function chooseConfig(
  { preset, ...changes }: NetworkOptions,
  classes: number,
  start?: StartingModel,
): TinyDitConfig {
  const { width, depth, heads, prediction, imageSize, patchSize } = changes;
  const fields = {
    image_size: imageSize,
    patch_size: patchSize,
    embed_dim: width,
    depth,
    num_heads: heads,
    prediction,
  };
  const asked = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  if (start) {
    const config = parseConfig(tinyDit, start.config);
    const wanted = { ...(preset !== undefined && presetOf(preset)), ...asked };
    for (const [name, value] of Object.entries(wanted)) {
      const has = config[name as keyof TinyDitConfig];
      if (name !== "num_classes" && has !== value) throw wrongStart(`its ${name} is ${has}, not ${value}`);
    }
    if (config.num_classes < classes)
      throw wrongStart(`it knows ${config.num_classes} classes, and the data has ${classes}`);
    return config;
  }
  return parseConfig(tinyDit, { ...presetOf(preset ?? "tinydit-64"), ...asked, num_classes: classes });
}

function presetOf(name: string): TinyDitConfig {
  const preset = Object.hasOwn(tinyDit.presets, name) ? tinyDit.presets[name] : undefined;
  if (preset) return preset;
  throw new TinyCatsError("unknown-preset", `there is no preset "${name}"`, {
    value: name,
    remedy: `use one of ${Object.keys(tinyDit.presets).join(", ")}`,
  });
}

function wrongStart(reason: string): TinyCatsError {
  return new TinyCatsError("wrong-start", `the starting model is another one than was asked for: ${reason}`, {
    remedy: "leave out what the starting model says itself, or begin without it",
  });
}
