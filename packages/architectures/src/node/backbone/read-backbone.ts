import { sha256File } from "@tiny-cats/files";
import type { Tensor } from "@tiny-cats/onnx";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Architecture } from "../../architecture.ts";
import { isFoldedNorm } from "../../layers/is-folded-norm.ts";
import { loadTensors } from "../../load-tensors.ts";
import { parseConfig } from "../../parse-config.ts";
import type { Weights } from "../../weights.ts";
import { openModel } from "../open-model.ts";
import { BACKBONES, type BackboneName } from "./backbones.ts";
import { initialWeights } from "./initial-weights.ts";
import { readOnnxBackbone } from "./read-onnx-backbone.ts";

type Config = Readonly<Record<string, unknown>>;

export interface BackboneOptions {
  /** The network; needed for new weights and for an ONNX file. A checkpoint is held to it. */
  readonly backbone?: BackboneName;
  /** What the classifier shall tell apart. */
  readonly labels: readonly string[];
  /** Fields that differ from the network's configuration, such as `image_size`. */
  readonly config?: Config;
  /** What new weights are drawn from; 0 unless told. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
}

/** A classifier to begin training with. */
export interface Backbone {
  readonly architecture: Architecture;
  readonly config: Config;
  readonly labels: readonly string[];
  /** float32, by canonical names. */
  readonly weights: Weights;
  /** SHA-256 of the file that the weights are of. */
  readonly parent?: string;
  /** Whether the head is the file's own: it tells the same labels apart. Else it is new. */
  readonly hasOwnHead: boolean;
}

/**
 * A network with a head for these labels: of a checkpoint (PyTorch, safetensors, a folder of transformers), of an ONNX file whatever its names, or
 * with new weights where no path is given. Batch normalisations that were multiplied into the convolutions are found out, and
 * `batch_norm` says "folded".
 *
 * Throws `no-backbone`, `wrong-backbone`, `backbone-mismatch`, `invalid-model-config`, and as `openModel` and `readOnnxFile` do.
 */
export async function readBackbone(path: string | undefined, options: BackboneOptions): Promise<Backbone> {
  const { backbone, labels, seed = 0, config: told = {}, signal } = options;
  const stop = signal ? { signal } : {};
  const num_labels = labels.length;
  const isOnnx = path !== undefined && /\.onnx$/i.test(path);
  if (path !== undefined && !isOnnx) return fromCheckpoint(path, options);
  const [architecture, preset] = named(backbone, path);
  const config = parseConfig(architecture, { ...preset, ...told, num_labels }) as Config;
  if (path === undefined) {
    const weights = initialWeights(architecture, config, seed);
    return { architecture, config, labels, weights, hasOwnHead: false };
  }
  const read = await readOnnxBackbone(path, architecture, config, { seed, ...stop });
  return { architecture, labels, ...read, parent: await sha256File(path, stop), hasOwnHead: false };
}

async function fromCheckpoint(path: string, options: BackboneOptions): Promise<Backbone> {
  const { backbone, labels, seed = 0, config: told, signal } = options;
  const stop = signal ? { signal } : {};
  await using model = await openModel(path, { ...(told && { config: told }), ...stop });
  const { architecture, config } = model;
  requireBackbone(path, architecture, config as Config, backbone);
  const loaded = new Map<string, Tensor>(await loadTensors(model.tensors, stop));
  const before: Config = {
    ...(config as Config),
    ...(isFolded(architecture, config, loaded) && { batch_norm: "folded" }),
  };
  const own = Object.values((model.told.id2label ?? {}) as Config);
  const hasOwnHead = before.num_labels === labels.length && (own.length === 0 || String(own) === String(labels));
  const after = { ...before, num_labels: labels.length };
  if (!hasOwnHead) {
    const begun = initialWeights(architecture, after, seed);
    for (const part of ["weight", "bias"]) {
      loaded.set(`${architecture.head}.${part}`, begun.get(`${architecture.head}.${part}`)!);
    }
  }
  return {
    architecture,
    config: after,
    labels,
    weights: loaded,
    parent: await sha256File(model.path, stop),
    hasOwnHead,
  };
}

function named(backbone: BackboneName | undefined, path: string | undefined): readonly [Architecture, Config] {
  if (backbone !== undefined && Object.hasOwn(BACKBONES, backbone)) return BACKBONES[backbone] as never;
  const message =
    backbone !== undefined
      ? `there is no network ${JSON.stringify(backbone)}`
      : path === undefined
        ? "neither a network nor weights were given"
        : `${path} does not say what network it holds`;
  throw new TinyCatsError("no-backbone", message, {
    value: backbone,
    remedy: `name one of ${Object.keys(BACKBONES).join(", ")}`,
  });
}

/** Holds a checkpoint to the network that it was said to be: the architecture, and what tells its members apart. */
function requireBackbone(path: string, { name, title, head }: Architecture, found: Config, backbone?: BackboneName) {
  const [wanted, preset] = backbone === undefined ? [] : named(backbone, path);
  const differs = (["depths", "hidden_sizes", "layer_type"] as const).find(
    (field) => wanted?.name === name && preset && field in preset && String(preset[field]) !== String(found[field]),
  );
  if (head !== undefined && (!wanted || (wanted.name === name && !differs))) return;
  const message = differs ? `a ${title} whose ${differs} are ${String(found[differs])}` : `a ${title}`;
  throw new TinyCatsError("wrong-backbone", `${path} holds ${message}, not ${backbone ?? "a classifier's network"}`, {
    value: name,
    remedy: "leave the network's name away, or give a checkpoint of it",
  });
}

/** Whether every batch normalisation does nothing but add its bias. */
function isFolded(architecture: Architecture, config: unknown, weights: Weights): boolean {
  const norms = architecture.batchNorms?.(config) ?? [];
  return norms.every(({ norm, epsilon }) => isFoldedNorm((name) => weights.get(name)!, norm, epsilon));
}
