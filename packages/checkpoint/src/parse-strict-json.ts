import type { TinyCatsError } from "@tiny-cats/schema/errors";
import { tooLarge } from "./errors.ts";
import { duplicateKey } from "./json-duplicate-key.ts";
import type { Limits } from "./limits.ts";

/** A tensor in a header has an object and two arrays, and about ten values between commas. */
const BRACKETS = 3;
const COMMAS = 10;

/**
 * JSON from bytes that must be UTF-8 and have no key twice. Objects and values are counted before they are made: a header of 100 MB may
 * hold fifty million of them.
 *
 * @throws what `fault` makes of damage; TinyCatsError "checkpoint-too-large".
 */
export function parseStrictJson(
  bytes: Uint8Array,
  limits: Readonly<Limits>,
  fault: (message: string, value?: unknown, cause?: unknown) => TinyCatsError,
): unknown {
  let brackets = 0;
  let commas = 0;
  for (const byte of bytes) {
    if (byte === 0x7b || byte === 0x5b) brackets++;
    else if (byte === 0x2c) commas++;
  }
  // One more for the whole, one for metadata.
  const objects = BRACKETS * limits.objects + 2;
  if (brackets > objects) throw tooLarge("JSON objects and arrays", brackets, objects);
  if (commas > COMMAS * limits.objects) throw tooLarge("JSON values", commas, COMMAS * limits.objects);
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (cause) {
    throw fault("it is no JSON", undefined, cause);
  }
  const twice = duplicateKey(text);
  if (twice !== undefined) throw fault(`it has ${JSON.stringify(twice.slice(0, 100))} twice`, twice);
  return value;
}
