import { findBreed, findLabel } from "@tiny-cats/core";
import type { GenerationManifest } from "@tiny-cats/schema";

/**
 * The ids of the labels that --breed names, each once, in the order given; all that the model draws for "all" or none.
 *
 * @throws TinyCatsError "unknown-breed"
 */
export function chooseBreeds(queries: readonly string[], { labels, generation }: GenerationManifest): number[] {
  const ids = queries.flatMap((query) =>
    query.trim().toLowerCase() === "all" ? generation.drawable : [resolve(query, labels)],
  );
  return ids.length === 0 ? [...generation.drawable] : [...new Set(ids)];
}

/** A model's own labels come first; the breeds' aliases count where they lead to one of them. */
function resolve(query: string, labels: readonly string[]): number {
  try {
    return findLabel(query, labels);
  } catch (error) {
    const alias = known(query);
    if (alias === undefined || !labels.includes(alias)) throw error;
    return labels.indexOf(alias);
  }
}

function known(query: string): string | undefined {
  try {
    return findBreed(query).label;
  } catch {
    return undefined;
  }
}
