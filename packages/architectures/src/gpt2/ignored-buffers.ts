const BUFFER = /(^|\.)h\.\d+\.attn\.(bias|masked_bias)$/;

/** Why a tensor of GPT-2's files may be left out: causal masks, which are no weights. */
export function ignoredBuffer(name: string): string | undefined {
  return BUFFER.test(name) ? "a causal mask, which is no weight" : undefined;
}

/** Says how many such tensors a file has, if any. */
export function bufferNotes(state: ReadonlyMap<string, unknown>): string[] {
  const count = [...state.keys()].filter((name) => BUFFER.test(name)).length;
  return count === 0 ? [] : [`${count} causal masks (attn.bias, attn.masked_bias) are left out: they are no weights.`];
}
