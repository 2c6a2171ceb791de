import { openObject } from "./open-object.ts";
import { record } from "./record.ts";
import { finite, share, text } from "./scalars.ts";

/** Confidence intervals by the metric's key. */
export const intervals = record(text, openObject({ level: share, low: finite, high: finite }));
