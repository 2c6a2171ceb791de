import { softmax } from "@tiny-cats/core";
import { classAgreement } from "../../classification/class-agreement.ts";
import type { BootstrapOptions, Interval } from "../../sampling/interval.ts";

/** How a classifier sees pictures of known breeds. */
export interface AgreementOptions {
  /** Of the classifier, in the order of the logits. */
  labels: readonly string[];
  /** Places of those that are drawn. */
  drawable: readonly number[];
  bootstrap: BootstrapOptions;
  signal?: AbortSignal;
}

/** How a classifier sees pictures of known breeds, as a report has it. */
export interface Agreement {
  /** Share of pictures whose likeliest label is their own. */
  value: number;
  interval: Interval;
  /** The same among the labels that are drawn alone. */
  among_drawable: number;
  among_drawable_interval: Interval;
  /** Share of pictures whose likeliest label is not Other; null where the classifier has none. */
  seen_as_cat: number | null;
  per_class: { label: string; agreement: number | null; n: number }[];
  n: number;
}

/**
 * How often the breed asked for is the likeliest of all labels, and of those that are drawn alone; and how many of the pictures are taken for a cat.
 *
 * @param asked a label's place for each row of `logits`
 */
export async function agreementOf(
  logits: Float32Array,
  asked: readonly number[],
  options: AgreementOptions,
): Promise<Agreement> {
  const { labels, drawable, bootstrap, signal } = options;
  const rows = asked.map((label, i) => ({ label, row: logits.subarray(i * labels.length, (i + 1) * labels.length) }));
  const all = await classAgreement(
    rows.map(({ label, row }) => ({ label, probabilities: softmax(row) })),
    { labels, bootstrap, signal },
  );
  const among = await classAgreement(
    rows.map(({ label, row }) => ({
      label: drawable.indexOf(label),
      probabilities: softmax(Float32Array.from(drawable, (id) => row[id])),
    })),
    { labels: drawable.map((id) => labels[id]), bootstrap, signal },
  );
  const other = labels.indexOf("Other");
  const cats = rows.filter(({ row }) => row[other] < Math.max(...row)).length;
  return {
    value: all.agreement,
    interval: all.interval,
    among_drawable: among.agreement,
    among_drawable_interval: among.interval,
    seen_as_cat: other < 0 ? null : cats / rows.length,
    per_class: among.perClass.map(({ label, agreement, drawings }) => ({ label, agreement, n: drawings })),
    n: all.n,
  };
}
