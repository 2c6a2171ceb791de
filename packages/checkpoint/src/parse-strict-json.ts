import type { TinyCatsError } from "@tiny-cats/schema/errors";
import { tooLarge } from "./errors.ts";
import { jsonFault } from "./json-fault.ts";
import { type Limits, OBJECTS_OF_TENSOR } from "./limits.ts";

/** A tensor in a header has a name and three fields, an object and two arrays, and about ten values between commas. */
const KEYS = 4;
const BRACKETS = 3;
const COMMAS = 10;

/**
 * JSON from bytes that must be UTF-8, have no key twice and be no deeper than the limit. Keys, objects and values are counted before they are made: a header of
 * 100 MB may hold fifty million of them.
 *
 * @throws what `fault` makes of damage; TinyCatsError "checkpoint-too-large".
 */
export function parseStrictJson(
  bytes: Uint8Array,
  limits: Readonly<Limits>,
  fault: (message: string, value?: unknown, cause?: unknown) => TinyCatsError,
): unknown {
  let keys = 0;
  let brackets = 0;
  let commas = 0;
  for (const byte of bytes) {
    if (byte === 0x3a) keys++;
    else if (byte === 0x7b || byte === 0x5b) brackets++;
    else if (byte === 0x2c) commas++;
  }
  const tensors = Math.floor(limits.objects / OBJECTS_OF_TENSOR);
  // Two more for the whole and its metadata.
  for (const [what, found, each] of [
    ["JSON keys", keys, KEYS],
    ["JSON objects and arrays", brackets, BRACKETS],
    ["JSON values", commas, COMMAS],
  ] as const) {
    if (found > each * tensors + 2) throw tooLarge(what, found, each * tensors + 2);
  }
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (cause) {
    throw fault("it is no JSON", undefined, cause);
  }
  const wrong = jsonFault(text, limits);
  if (wrong !== undefined) throw fault(wrong);
  return value;
}
