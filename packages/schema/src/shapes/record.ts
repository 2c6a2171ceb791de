import * as v from "valibot";

type Key = v.GenericSchema<string>;

const notAnArray = v.custom<never>(() => false, "must be an object, not an array");

/** An object with keys and values of one shape each. Unlike valibot's own, and like JSON Schema's, it is not an array. */
/* @__NO_SIDE_EFFECTS__ */
export function record<V extends v.GenericSchema>(key: Key, value: V): v.RecordSchema<Key, V, undefined> {
  const schema = v.record(key, value);
  return {
    ...schema,
    "~run": (dataset, config) =>
      Array.isArray(dataset.value) ? notAnArray["~run"](dataset, config) : schema["~run"](dataset, config),
  };
}
