import * as v from "valibot";
import { notAnArray } from "./not-an-array.ts";

/**
 * An object whose unknown keys are kept. Its type shows the known keys alone, so that a mistyped key is still caught by the compiler. Unlike
 * valibot's own, and like JSON Schema's, it is not an array.
 */
/* @__NO_SIDE_EFFECTS__ */
export function openObject<const E extends v.ObjectEntries>(entries: E): v.ObjectSchema<E, undefined> {
  return notAnArray(v.looseObject(entries) as unknown as v.ObjectSchema<E, undefined>);
}
