/** Tokens that a model sees at once, by its config.json; undefined where that says no such number. */
export function contextOf(config: unknown): number | undefined {
  const { n_positions, block_size } = (config ?? {}) as Record<string, unknown>;
  return [n_positions, block_size].find(
    (length): length is number => typeof length === "number" && Number.isSafeInteger(length) && length >= 1,
  );
}
