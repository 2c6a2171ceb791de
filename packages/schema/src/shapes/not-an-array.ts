import * as v from "valibot";

const refused = v.custom<never>(() => false, "must be an object, not an array");

/** A schema of objects that takes no array for one. */
/* @__NO_SIDE_EFFECTS__ */
export function notAnArray<S extends v.GenericSchema>(schema: S): S {
  const run: S["~run"] = (dataset, config) =>
    Array.isArray(dataset.value) ? refused["~run"](dataset, config) : schema["~run"](dataset, config);
  return { ...schema, "~run": run };
}
