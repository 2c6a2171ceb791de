import { readFileSync } from "node:fs";
import { openCheckpoint } from "@tiny-cats/checkpoint";
import { readVectors, type VectorFile } from "../../../../tooling/golden/read-vectors.ts";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import type { WeightsKind } from "../dialect.ts";
import type { TinyDitConfig } from "../tinydit/config.ts";

/** What a file of vectors says of its origin. */
interface Origin extends VectorFile {
  /** Of scripts/shared/architectures_fill.py. */
  shared_sha256: string;
}

/** A TinyDiT's answer: velocities are little-endian in base64, every stride-th. */
export interface Velocity {
  config: TinyDitConfig;
  timestep: number[];
  breed: number[];
  stride: number;
  f32: string;
  f64: string;
}

/** tooling/golden/vectors/architectures-tinydit.json. */
export const tinyDitGolden: Origin & {
  /** Of scripts/shared/tinydit.py. */
  definition_sha256: string;
  files: Record<string, Partial<Record<WeightsKind, Velocity>> & { sha256: string }>;
  variants: Velocity[];
  full: Record<string, Velocity & { keys: string[]; parameters: number }>;
} = readVectors("architectures-tinydit");

/** A vision model's answers to two pictures by formula, with weights by formula. */
export interface VisionCase {
  architecture: string;
  dialect: string;
  image_size: number;
  config: Record<string, unknown>;
  keys: string[];
  f32: { logits: string; features: string };
  f64: { logits: string; features: string };
}

/** tooling/golden/vectors/architectures-vision.json. */
export const visionGolden: Origin & { cases: VisionCase[] } = readVectors("architectures-vision");

/** A checkpoint that PyTorch or safetensors wrote. */
export function openGolden(name: string) {
  return openCheckpoint(new Uint8Array(readFileSync(vectorPath(`architectures/${name}`))));
}

/** "name 3x4" as a name and a shape. */
export function parseKey(key: string): [string, number[]] {
  const [name, shape] = key.split(" ");
  return [name, shape === "" || shape === undefined ? [] : shape.split("x").map(Number)];
}
