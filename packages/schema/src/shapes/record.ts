import * as v from "valibot";
import { notAnArray } from "./not-an-array.ts";

type Key = v.GenericSchema<string>;

/** An object with keys and values of one shape each, and no array. */
/* @__NO_SIDE_EFFECTS__ */
export function record<V extends v.GenericSchema>(key: Key, value: V): v.RecordSchema<Key, V, undefined> {
  return notAnArray(v.record(key, value));
}
