/** In plain words, what a probability of a cat means. */
export type CatSaying = "surely" | "probably" | "unsure" | "probably-not" | "surely-not" | "unknown";

/** The saying for P(cat); undefined where the model has no class for what is none. */
export function sayCat(catProbability: number | undefined): CatSaying {
  if (catProbability === undefined) return "unknown";
  if (catProbability >= 0.9) return "surely";
  if (catProbability >= 0.6) return "probably";
  if (catProbability > 0.4) return "unsure";
  return catProbability > 0.1 ? "probably-not" : "surely-not";
}
