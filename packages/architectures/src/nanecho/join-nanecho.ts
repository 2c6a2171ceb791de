import type { TensorSource } from "@tiny-cats/checkpoint";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { gpt2Tensors } from "../gpt2/tensors.ts";
import { isAllZero } from "../is-all-zero.ts";
import { refuseDifference, tensorDifference } from "../tensor-difference.ts";
import { transposeSource } from "../transpose-source.ts";
import type { NamedSources } from "../weights.ts";
import type { NanEchoConfig } from "./config.ts";
import { coreConfig } from "./core-config.ts";
import { coreNames } from "./core-names.ts";
import { HIDDEN } from "./hidden.ts";
import { selectSource } from "./select-source.ts";
import { nanEchoTensors } from "./tensors.ts";

/**
 * The canonical tensors of a whole NanEcho from what `splitNanEcho` made of it, to the bit. Where the core was trained since, its open
 * connections are the new ones.
 *
 * @param core canonical tensors of the GPT-2.
 *
 * Throws `tensor-mismatch`, naming what is missing or too much in either, and `biases-not-zero` where the core was trained to have biases that the
 * whole can't have; reading throws `connections-not-binary`.
 */
export async function joinNanEcho(
  config: NanEchoConfig,
  core: NamedSources,
  extras: NamedSources,
  { signal }: { signal?: AbortSignal } = {},
): Promise<NamedSources> {
  refuseDifference("NanEcho's GPT-2", tensorDifference(gpt2Tensors(coreConfig(config)), core));
  const table = nanEchoTensors(config);
  const rest = new Map(extras);
  const found = new Map<string, TensorSource>();
  for (const { core: name, whole, transposed, mask } of coreNames(config)) {
    if (!table.has(whole)) {
      if (await isAllZero(core.get(name)!, signal ? { signal } : {})) continue;
      throw biasesNotZero(name);
    }
    const open = transposed ? transposeSource(core.get(name)!) : core.get(name)!;
    const closed = mask && rest.get(`${whole}${HIDDEN}`);
    const stored = mask && extras.get(mask.name);
    if (closed && stored && sameShape(closed, open)) {
      found.set(whole, selectSource(mask.transposed ? transposeSource(stored) : stored, { open, closed }));
      rest.delete(`${whole}${HIDDEN}`);
    } else found.set(whole, open);
  }
  const all = new Map([...found, ...rest]);
  refuseDifference("NanEcho", tensorDifference(table, all));
  return new Map([...table.keys()].map((name) => [name, all.get(name)!]));
}

function biasesNotZero(name: string): TinyCatsError {
  return new TinyCatsError("biases-not-zero", `${name} is not zero, and the whole model has no such bias`, {
    value: name,
    remedy: "say bias: true in the whole's configuration and give it biases, or use the core alone",
  });
}

function sameShape(a: TensorSource, b: TensorSource): boolean {
  return a.dtype === b.dtype && String(a.shape) === String(b.shape);
}
