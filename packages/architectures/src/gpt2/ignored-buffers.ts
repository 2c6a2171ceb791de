const BUFFER = /(^|\.)h\.\d+\.attn\.(bias|masked_bias)$/;

/** Whether a tensor of GPT-2's files is a causal mask, which is no weight. */
export function isCausalMask(name: string): boolean {
  return BUFFER.test(name);
}

/** Says how many such tensors a file has, if any. */
export function bufferNotes(state: ReadonlyMap<string, unknown>): string[] {
  const count = [...state.keys()].filter(isCausalMask).length;
  return count === 0 ? [] : [`Causal masks (attn.bias, attn.masked_bias) are left out, being no weights: ${count}.`];
}
