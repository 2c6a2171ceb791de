import { DTYPES, type Dtype, type ElementArray } from "./dtypes.ts";

/** Little-endian bytes as the typed array of their element type: a view where the alignment allows, else a copy. */
export function toElements(bytes: Uint8Array<ArrayBuffer>, dtype: Dtype): ElementArray {
  const { array } = DTYPES[dtype];
  const aligned = bytes.byteOffset % array.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
  return new array(aligned.buffer, aligned.byteOffset, aligned.length / array.BYTES_PER_ELEMENT);
}
