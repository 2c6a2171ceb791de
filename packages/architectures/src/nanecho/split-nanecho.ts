import type { TensorSource } from "@tiny-cats/checkpoint";
import type { Gpt2Config } from "../gpt2/config.ts";
import { gpt2Tensors } from "../gpt2/tensors.ts";
import { refuseDifference, tensorDifference } from "../tensor-difference.ts";
import { transposeSource } from "../transpose-source.ts";
import type { NamedSources } from "../weights.ts";
import { zerosSource } from "../zeros-source.ts";
import type { NanEchoConfig } from "./config.ts";
import { coreConfig } from "./core-config.ts";
import { coreNames } from "./core-names.ts";
import { HIDDEN } from "./hidden.ts";
import { readConnections } from "./read-connections.ts";
import { selectSource } from "./select-source.ts";
import { nanEchoTensors } from "./tensors.ts";

/** A NanEcho in two: a GPT-2 that other programs run, and the rest. */
export interface SplitNanEcho {
  /** Configuration and canonical tensors of the GPT-2, connection masks applied. */
  readonly core: { readonly config: Gpt2Config; readonly tensors: NamedSources };
  /** Everything that the core has not: modules that GPT-2 lacks, masks, and under "<name>.hidden" the weights that masks close off. */
  readonly extras: NamedSources;
}

/**
 * Takes the GPT-2 out of a NanEcho. What it computes is not what the whole computes: `measureCoreGap` says how far they are apart.
 * `joinNanEcho` makes the whole of both again, to the bit.
 *
 * @param tensors canonical tensors of the whole.
 *
 * Throws `tensor-mismatch`, `connections-not-binary`; what reading the masks throws.
 */
export async function splitNanEcho(
  config: NanEchoConfig,
  tensors: NamedSources,
  { signal }: { signal?: AbortSignal } = {},
): Promise<SplitNanEcho> {
  refuseDifference("NanEcho", tensorDifference(nanEchoTensors(config), tensors));
  const options = signal ? { signal } : {};
  const names = coreNames(config);
  const whole = new Set(names.map((name) => name.whole));
  const core = new Map<string, TensorSource>();
  const extras = new Map([...tensors].filter(([name]) => !whole.has(name)));
  const table = gpt2Tensors(coreConfig(config));
  const { dtype } = tensors.get("token_embedding.weight")!;
  for (const { core: name, whole: from, transposed, mask } of names) {
    const source = tensors.get(from);
    let shown = source ?? zerosSource(dtype, table.get(name)!.shape);
    if (source && mask) {
      const stored = tensors.get(mask.name)!;
      if ((await readConnections(stored, options)).includes(0)) {
        const connections = mask.transposed ? transposeSource(stored) : stored;
        shown = selectSource(connections, { open: source });
        extras.set(`${from}${HIDDEN}`, selectSource(connections, { closed: source }));
      }
    }
    core.set(name, transposed ? transposeSource(shown) : shown);
  }
  return { core: { config: coreConfig(config), tensors: core }, extras };
}
