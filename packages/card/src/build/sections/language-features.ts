import { code } from "../code.ts";
import type { PartFacts } from "../facts.ts";
import { markdownTable } from "../markdown-table.ts";

/** What a NanEcho model may have beyond GPT-2, the key that claims it, and the tensors that it can't be without. */
const FEATURES: readonly { name: string; claims: RegExp; tensors: RegExp }[] = [
  { name: "adaptive attention", claims: /adaptive_attention/, tensors: /\.attn\.threshold_net\./ },
  { name: "persona dimensions", claims: /persona_dimensions|enable_persona/, tensors: /\.persona_dims\./ },
  { name: "recursive reasoning", claims: /recursive_reasoning|enable_recursive/, tensors: /\.recursive\./ },
  { name: "hypergraph patterns", claims: /hypergraph/, tensors: /\.hypergraph\./ },
  { name: "connection masks", claims: /connection_ratio/, tensors: /connection_mask\./ },
];

/** A table of what a language model has by its tensors; what its config.json claims and no tensor shows is said to be absent. */
export function languageFeatures({ part }: PartFacts): string | undefined {
  if (part.manifest.task !== "text-generation") return undefined;
  const names = part.tensorNames ?? [];
  const keys = Object.entries(part.config ?? {})
    .filter(([, value]) => value !== false && value !== null && value !== undefined)
    .map(([key]) => key);
  const rows = FEATURES.flatMap(({ name, claims, tensors }) => {
    const count = names.filter((tensor) => tensors.test(tensor)).length;
    if (count > 0) return [[name, `${count} ${count === 1 ? "tensor" : "tensors"}`]];
    const claimed = keys.find((key) => claims.test(key));
    return claimed === undefined ? [] : [[name, `absent: ${code(claimed)} is set, and no tensor here is of it`]];
  });
  return markdownTable(["feature", "in the weights"], rows) || undefined;
}
