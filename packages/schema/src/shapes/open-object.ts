import * as v from "valibot";

/**
 * An object whose unknown keys are kept. Its type shows the known keys alone, so that a mistyped key is still caught by the compiler.
 */
/* @__NO_SIDE_EFFECTS__ */
export function openObject<const E extends v.ObjectEntries>(entries: E): v.ObjectSchema<E, undefined> {
  return v.looseObject(entries) as unknown as v.ObjectSchema<E, undefined>;
}
