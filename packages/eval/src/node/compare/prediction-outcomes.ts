import { parseCsv } from "@tiny-cats/data";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * Whether each picture was told rightly, by its name, from predictions as CSV: a header with `file`, `label` and `predicted`, other columns as may be.
 *
 * @throws TinyCatsError "predictions-mismatch" for a file that is none, "invalid-csv"
 */
export function predictionOutcomes(text: string): Map<string, boolean> {
  const [head, ...rows] = parseCsv(text);
  const [file, label, predicted] = ["file", "label", "predicted"].map((name) => head?.fields.indexOf(name) ?? -1);
  if (Math.min(file, label, predicted) < 0) throw noPredictions("its header lacks file, label or predicted");
  const outcomes = new Map<string, boolean>();
  for (const { fields, line } of rows) {
    if (outcomes.has(fields[file]))
      throw noPredictions(`line ${line} names "${fields[file].slice(0, 100)}" a second time`);
    outcomes.set(fields[file], fields[label] === fields[predicted]);
  }
  return outcomes;
}

function noPredictions(message: string): TinyCatsError {
  return new TinyCatsError("predictions-mismatch", `the file holds no predictions: ${message}`, {
    value: message,
    remedy: "give the predictions that were written with a report",
  });
}
