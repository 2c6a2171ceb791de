import { readFileSync } from "node:fs";

interface GoldenFile {
  sha256: string;
  tree: string;
  format: string;
  metadata?: Record<string, string>;
}

/** tooling/golden/vectors/checkpoint.json. */
export interface Golden {
  script: string;
  script_sha256: string;
  files: Record<string, GoldenFile>;
  trees: Record<string, unknown>;
  refused: Record<string, string>;
  casts: Record<"f32" | "f64" | "f16" | "bf16" | "f8_e4m3fn" | "f8_e5m2", string> & { decoded: Record<string, string> };
}

const vectors = new URL("../../../../tooling/golden/vectors/", import.meta.url);

export const golden: Golden = JSON.parse(readFileSync(new URL("checkpoint.json", vectors), "utf8"));

/** Where one of the files lies. */
export function goldenUrl(name: string): URL {
  return new URL(`checkpoint/${name}`, vectors);
}

/** One of the files PyTorch or safetensors wrote. */
export function goldenFile(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(goldenUrl(name)));
}

/** Bytes from base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, "base64"));
}
