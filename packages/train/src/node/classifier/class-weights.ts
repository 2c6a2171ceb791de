import { TinyCatsError } from "@tiny-cats/schema/errors";

/** What examples of a label count for, 1 where it is not told; or "balanced": each label as much as every other in all. */
export type ClassWeights = Readonly<Record<string, number>> | "balanced";

/**
 * The weight of each label; undefined where all are alike. Balanced ones are the number of examples over the number of labels and that of the
 * label's examples; a label without examples weighs 1.
 *
 * @throws TinyCatsError "invalid-training-option"
 */
export function classWeightsOf(
  given: ClassWeights | undefined,
  labels: readonly string[],
  items: readonly { readonly label: string }[],
): number[] | undefined {
  if (given === undefined) return undefined;
  if (given === "balanced") {
    const counts = labels.map((label) => items.filter((item) => item.label === label).length);
    return counts.map((count) => (count === 0 ? 1 : items.length / (labels.length * count)));
  }
  for (const [label, weight] of Object.entries(given)) {
    if (!labels.includes(label)) throw wrong(`there is no label ${JSON.stringify(label)} to weigh`, label, labels);
    if (!(weight >= 0 && weight <= 1000)) throw wrong(`the weight of ${label} is ${weight}`, weight, labels);
  }
  return labels.map((label) => given[label] ?? 1);
}

function wrong(message: string, value: unknown, labels: readonly string[]): TinyCatsError {
  return new TinyCatsError("invalid-training-option", message, {
    value,
    remedy: `give numbers from 0 to 1000 for some of ${labels.join(", ")}, or "balanced".`,
  });
}
