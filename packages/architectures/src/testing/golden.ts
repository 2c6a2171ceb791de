import { readFileSync } from "node:fs";
import { openCheckpoint } from "@tiny-cats/checkpoint";
import type { WeightsKind } from "../dialect.ts";
import type { TinyDitConfig } from "../tinydit/config.ts";

const vectors = new URL("../../../../tooling/golden/vectors/", import.meta.url);
const json = (name: string) => JSON.parse(readFileSync(new URL(name, vectors), "utf8"));

/** What every file of vectors says of its origin. */
interface Origin {
  script: string;
  script_sha256: string;
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
  files: Record<string, Partial<Record<WeightsKind, Velocity>> & { sha256: string }>;
  variants: Velocity[];
  full: Record<string, Velocity & { keys: string[]; parameters: number }>;
} = json("architectures-tinydit.json");

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
export const visionGolden: Origin & { cases: VisionCase[] } = json("architectures-vision.json");

/** A checkpoint that PyTorch or safetensors wrote. */
export function openGolden(name: string) {
  return openCheckpoint(new Uint8Array(readFileSync(new URL(`architectures/${name}`, vectors))));
}

/** Numbers of base64 as float64. */
export function numbers(base64: string, dtype: "f32" | "f64"): Float64Array {
  const { buffer } = Uint8Array.from(Buffer.from(base64, "base64"));
  return Float64Array.from(dtype === "f32" ? new Float32Array(buffer) : new Float64Array(buffer));
}

/** "name 3x4" as a name and a shape. */
export function parseKey(key: string): [string, number[]] {
  const [name, shape] = key.split(" ");
  return [name, shape === "" || shape === undefined ? [] : shape.split("x").map(Number)];
}
