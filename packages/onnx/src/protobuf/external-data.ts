import { TinyCatsError } from "@tiny-cats/schema/errors";
import { corrupt } from "./corrupt.ts";

/**
 * Fetches `length` bytes from `offset` of a file beside the model: `location` is relative, parts split by "/", none of them "..".
 * May return a view.
 */
export type ExternalData = (location: string, part: { offset: number; length: number }) => Uint8Array;

/** The bytes that a tensor's external_data entries name; `length` is what its shape needs. */
export function readExternalData(
  entries: ReadonlyMap<string, string>,
  length: number,
  externalData: ExternalData | undefined,
): Uint8Array {
  const location = checkLocation(entries.get("location") ?? "");
  const offset = wholeNumber(entries.get("offset") ?? "0");
  if (entries.has("length") && wholeNumber(entries.get("length")!) !== length) {
    throw corrupt(`a tensor of ${length} bytes has another length in ${location}`, entries.get("length"));
  }
  if (!externalData) {
    throw new TinyCatsError("external-data-missing", `the weights lie in ${location}, beside the model`, {
      value: location,
      remedy: "give `externalData`, a function that reads from that file.",
    });
  }
  const bytes = externalData(location, { offset, length });
  if (bytes.length !== length)
    throw corrupt(`${location} holds ${bytes.length} bytes at ${offset}, not ${length}`, location);
  return bytes;
}

/** Throws `unsafe-external-data` unless `location` stays in the folder of its model on every system. */
export function checkLocation(location: string): string {
  const parts = location.split("/");
  if (/[\\:\0]/.test(location) || parts.some((part) => part === "" || part === "." || part === "..")) {
    throw new TinyCatsError("unsafe-external-data", `weights can't lie at ${JSON.stringify(location)}`, {
      value: location,
      remedy: "name a file in the model's folder, by a relative path with forward slashes.",
    });
  }
  return location;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw corrupt("an offset or length is no whole number", text);
  return value;
}
