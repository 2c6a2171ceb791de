import type { Checkpoint, TensorSource } from "@tiny-cats/checkpoint";
import { expect } from "vitest";
import { readBytes } from "../read-bytes.ts";
import type { NamedSources } from "../weights.ts";
import { inMemory } from "./in-memory.ts";

/** A tensor's bytes. */
export async function bytesOf(source: TensorSource): Promise<Buffer> {
  return Buffer.from((await readBytes(source)).buffer);
}

/** Holds tensors to others bit for bit, in the same order. */
export async function expectSameTensors(found: NamedSources, expected: NamedSources): Promise<void> {
  expect([...found].map(([name, { dtype, shape }]) => [name, dtype, shape])).toEqual(
    [...expected].map(([name, { dtype, shape }]) => [name, dtype, shape]),
  );
  for (const [name, source] of found) {
    expect([name, (await bytesOf(source)).equals(await bytesOf(expected.get(name)!))]).toEqual([name, true]);
  }
}

/** Tensors read into memory. */
export async function readAll(sources: NamedSources) {
  const all = new Map<
    string,
    { dtype: TensorSource["dtype"]; shape: readonly number[]; data: Uint8Array<ArrayBuffer> }
  >();
  for (const [name, source] of sources) {
    all.set(name, { dtype: source.dtype, shape: source.shape, data: new Uint8Array(await bytesOf(source)) });
  }
  return all;
}

/** Tensors as a safetensors file that is opened again. */
export async function inMemorySources(sources: NamedSources, metadata?: Record<string, string>): Promise<Checkpoint> {
  return inMemory(await readAll(sources), metadata);
}
