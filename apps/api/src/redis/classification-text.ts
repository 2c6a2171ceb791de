import type { Classification } from "@tiny-cats/core";

/** A classification as it lies in Redis: every number as it was, to the last bit. */
export function classificationText({ predictions, catProbability, logits }: Classification): string {
  const raw = Buffer.from(logits.buffer, logits.byteOffset, logits.byteLength).toString("base64");
  return JSON.stringify({ predictions, catProbability, logits: raw });
}

/** It again. */
export function parseClassificationText(text: string): Classification {
  const { predictions, catProbability, logits } = JSON.parse(text);
  return {
    predictions,
    catProbability,
    logits: new Float32Array(Uint8Array.from(Buffer.from(logits, "base64")).buffer),
  };
}
