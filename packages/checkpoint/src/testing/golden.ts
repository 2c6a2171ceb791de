import { readFileSync } from "node:fs";
import { readVectors } from "../../../../tooling/golden/read-vectors.ts";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";

interface GoldenFile {
  sha256: string;
  tree: string;
  format: string;
  metadata?: Record<string, string>;
}

interface Golden {
  files: Record<string, GoldenFile>;
  trees: Record<string, unknown>;
  refused: Record<string, string>;
  casts: Record<"f32" | "f64" | "f16" | "bf16" | "f8_e4m3fn" | "f8_e5m2", string> & { decoded: Record<string, string> };
}

/** tooling/golden/vectors/checkpoint.json. */
export const golden = readVectors<Golden>("checkpoint");

/** Where one of the files that PyTorch or safetensors wrote lies. */
export const goldenPath = (name: string) => vectorPath(`checkpoint/${name}`);

/** One of those files. */
export function goldenFile(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(goldenPath(name)));
}

/** Bytes from base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, "base64"));
}
