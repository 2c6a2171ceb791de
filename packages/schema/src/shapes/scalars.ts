import * as v from "valibot";

/** A text with something in it. */
export const text: v.GenericSchema<string> = v.pipe(v.string(), v.nonEmpty("must not be empty"));

/** Any number but NaN and infinities. */
export const finite: v.GenericSchema<number> = v.pipe(v.number(), v.finite("must be finite"));

/** A finite number, 0 or more. */
export const nonNegative: v.GenericSchema<number> = v.pipe(
  v.number(),
  v.finite("must be finite"),
  v.minValue(0, "must be 0 or more"),
);

/** A finite number above 0. */
export const positive: v.GenericSchema<number> = v.pipe(
  v.number(),
  v.finite("must be finite"),
  v.gtValue(0, "must be above 0"),
);

/** A number from 0 to 1. */
export const share: v.GenericSchema<number> = v.pipe(
  v.number(),
  v.minValue(0, "must be 0 to 1"),
  v.maxValue(1, "must be 0 to 1"),
);

const LARGEST = Number.MAX_SAFE_INTEGER;

/** A whole number, 0 to 2^53 - 1. */
export const count: v.GenericSchema<number> = v.pipe(
  v.number(),
  v.integer("must be a whole number"),
  v.minValue(0, "must be 0 or more"),
  v.maxValue(LARGEST, "must be below 2^53"),
);

/** A whole number, 1 to 2^53 - 1. */
export const positiveCount: v.GenericSchema<number> = v.pipe(
  v.number(),
  v.integer("must be a whole number"),
  v.minValue(1, "must be 1 or more"),
  v.maxValue(LARGEST, "must be below 2^53"),
);

/** 64 lower-case hexadecimal digits. */
export const sha256: v.GenericSchema<string> = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hexadecimal digits"),
);

/** A moment in ISO 8601 with its offset from UTC, such as 2026-11-21T10:00:00Z. */
export const timestamp: v.GenericSchema<string> = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/,
    "must be a moment such as 2026-11-21T10:00:00Z",
  ),
);

/** An SPDX licence expression, such as Apache-2.0 or CC-BY-SA-4.0 (SPDX specification 2.3, annex D; ids are not looked up). */
export const license: v.GenericSchema<string> = v.pipe(
  v.string(),
  v.regex(
    /^\(?[A-Za-z0-9][A-Za-z0-9.+:-]*\)?(?: (?:AND|OR|WITH) \(?[A-Za-z0-9][A-Za-z0-9.+:-]*\)?)*$/,
    "must be an SPDX expression such as Apache-2.0",
  ),
);

/** What a model does, by the Hub's name for the task. */
export const TASKS = ["image-classification", "class-conditional-image-generation", "text-generation"] as const;

/** What a model does, by the Hub's name for the task. */
export type Task = (typeof TASKS)[number];
