import { openObject } from "./open-object.ts";
import { record } from "./record.ts";
import { finite, share, text } from "./scalars.ts";

/** A confidence interval. */
export const interval = openObject({ level: share, low: finite, high: finite });

/** Confidence intervals by the metric's key. */
export const intervals = record(text, interval);
