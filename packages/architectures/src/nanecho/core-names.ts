import { gpt2Tensors } from "../gpt2/tensors.ts";
import type { NanEchoConfig } from "./config.ts";
import { coreConfig } from "./core-config.ts";

/** A tensor of the GPT-2 within a NanEcho. */
export interface CoreName {
  readonly core: string;
  /** Its name in the whole model. */
  readonly whole: string;
  /** Matrices are [in, out] in GPT-2 and [out, in] in NanEcho. */
  readonly transposed: boolean;
  /** The connection mask over it, which for the second matrix of an MLP lies the other way round. */
  readonly mask?: { readonly name: string; readonly transposed: boolean };
}

const MODULES: readonly (readonly [core: string, whole: string, mask?: string])[] = [
  ["ln_1", "ln1"],
  ["attn.c_attn", "attn.qkv"],
  ["attn.c_proj", "attn.out_proj", "attn.connection_mask"],
  ["ln_2", "ln2"],
  ["mlp.c_fc", "mlp.0", "mlp_connection_mask"],
  ["mlp.c_proj", "mlp.2", "mlp_connection_mask"],
];

/** Every tensor of the GPT-2 within, in its order. A model without biases lacks some of the whole's names. */
export function coreNames(config: NanEchoConfig): CoreName[] {
  return [...gpt2Tensors(coreConfig(config)).keys()].map((core) => {
    const plain = core.replace("transformer.", "");
    if (plain === "wte.weight") return { core, whole: "token_embedding.weight", transposed: false };
    if (plain === "wpe.weight") return { core, whole: "position_embedding.weight", transposed: false };
    const [, layer, module, kind] = /^h\.(\d+)\.(.+)\.(weight|bias)$/.exec(plain) ?? [];
    if (layer === undefined) return { core, whole: plain, transposed: false };
    const [, name, mask] = MODULES.find(([from]) => from === module)!;
    const isMatrix = kind === "weight" && !module.startsWith("ln");
    return {
      core,
      whole: `blocks.${layer}.${name}.${kind}`,
      transposed: isMatrix,
      ...(isMatrix && mask && { mask: { name: `blocks.${layer}.${mask}.mask`, transposed: name === "mlp.2" } }),
    };
  });
}
