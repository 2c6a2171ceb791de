import { createHash } from "node:crypto";
import type { DrawingSettings } from "@tiny-cats/core/png";
import type { ClassificationManifest, GenerationManifest } from "@tiny-cats/schema";

/** What stands before every key. */
const PREFIX = "tiny-cats";

/** What all that BullMQ opens has in common. What it would print of Redis' version and eviction, checkRedis returns. */
export const BULL = { prefix: PREFIX, skipVersionCheck: true };

interface Found {
  graph: { sha256: string };
  manifest: ClassificationManifest | GenerationManifest;
}

/** The queue of a model's jobs: a worker whose model answers otherwise has another. */
export function queueName({ graph, manifest }: Found): string {
  const { task, labels } = manifest;
  const [kind, rest] =
    task === "image-classification"
      ? ["classify", manifest.preprocessing]
      : ["draw", [manifest.generation.null_class, manifest.generation.image_size]];
  return `${kind}-${graph.sha256.slice(0, 16)}-${hashOf(labels, rest).slice(0, 8)}`;
}

/** The id of the job that makes this drawing, whoever asks for it. */
export function drawingId(settings: DrawingSettings): string {
  const { breed, seed, index, steps, solver, times, guidance, guidanceInterval, guidanceRescale, modelSha256 } =
    settings;
  const sorted = Object.entries(times).sort(([a], [b]) => (a < b ? -1 : 1));
  return hashOf(breed, seed, index, steps, solver, sorted, guidance, guidanceInterval, guidanceRescale, modelSha256);
}

/** The id of the job that classifies this picture. */
export function classificationId(queue: string, pictureSha256: string): string {
  return hashOf(queue, pictureSha256);
}

export const drawingKey = (id: string) => `${PREFIX}:drawing:${id}`;
export const classificationKey = (id: string) => `${PREFIX}:classification:${id}`;
export const pictureKey = (sha256: string) => `${PREFIX}:picture:${sha256}`;
export const waitersKey = (id: string) => `${PREFIX}:waiters:${id}`;
export const progressChannel = (id: string) => `${PREFIX}:progress:${id}`;

function hashOf(...parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
