import type { PicturePrediction } from "./evaluate-classifier.ts";

/**
 * Predictions as CSV (RFC 4180), for comparison picture by picture: file, sha256, label, predicted, then a column for each label with its probability in
 * the shortest digits that give the number back.
 */
export function predictionsCsv(predictions: readonly PicturePrediction[], labels: readonly string[]): string {
  const rows = [
    ["file", "sha256", "label", "predicted", ...labels],
    ...predictions.map(({ file, sha256, label, predicted, probabilities }) => [
      file,
      sha256,
      label,
      predicted,
      ...Array.from(probabilities, String),
    ]),
  ];
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
