import { textOf } from "./field-values.ts";
import { readFields } from "./read-fields.ts";
import { unsupported } from "./unsupported.ts";

/** A StringStringEntryProto as [key, value]. */
export function readEntry(bytes: Uint8Array): [string, string] {
  let key = "";
  let value = "";
  const unknown = readFields(bytes, (number, field) => {
    if (number === 1) key = textOf(field);
    else if (number === 2) value = textOf(field);
    else return false;
  });
  if (unknown) throw unsupported("entries of more than a key and a value are", key);
  return [key, value];
}
