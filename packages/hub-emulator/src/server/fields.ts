import { HttpError } from "./http-error.ts";

type Body = Record<string, unknown>;

/** A text of a body; refused (400) when it is something else. */
export function textField(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== "string" || value === "") throw new HttpError(400, `"${name}" must be a non-empty string`);
  return value;
}

/** A text that may be missing or null. */
export function optionalText(body: Body, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new HttpError(400, `"${name}" must be a string`);
  return value;
}

/** A whole number of at least 0. */
export function countField(body: Body, name: string): number {
  const value = body[name];
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw new HttpError(400, `"${name}" must be a whole number of at least 0`);
  }
  return value as number;
}

/** A list of objects, of at most `max`. */
export function objectsField(body: Body, name: string, max: number): Body[] {
  const value = body[name];
  if (!Array.isArray(value)) throw new HttpError(400, `"${name}" must be a list`);
  if (value.length > max) throw new HttpError(413, `"${name}" holds more than ${max} entries`);
  for (const item of value) {
    if (typeof item !== "object" || item === null || Array.isArray(item)) {
      throw new HttpError(400, `"${name}" must hold objects`);
    }
  }
  return value;
}

/** The SHA-256 of a large object. */
export function oidField(body: Body, name = "oid"): string {
  const value = body[name];
  if (typeof value !== "string" || !/^[0-9a-f]{64}$/.test(value)) {
    throw new HttpError(400, `"${name}" must be a SHA-256 in 64 lower-case hexadecimal digits`);
  }
  return value;
}
