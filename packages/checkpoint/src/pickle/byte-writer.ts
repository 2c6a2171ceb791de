/** Bytes that grow as they are written; numbers are little-endian. */
export interface ByteWriter {
  bytes(...values: number[]): void;
  u32(value: number): void;
  f64be(value: number): void;
  append(part: Uint8Array): void;
  done(): Uint8Array<ArrayBuffer>;
}

export function byteWriter(): ByteWriter {
  let buffer = new Uint8Array(4096);
  let length = 0;
  const room = (more: number) => {
    if (length + more > buffer.length) {
      const larger = new Uint8Array(2 * (length + more));
      larger.set(buffer);
      buffer = larger;
    }
    length += more;
    return length - more;
  };
  return {
    bytes: (...values) => {
      const at = room(values.length);
      buffer.set(values, at);
    },
    u32: (value) => {
      const at = room(4);
      new DataView(buffer.buffer).setUint32(at, value, true);
    },
    f64be: (value) => {
      const at = room(8);
      new DataView(buffer.buffer).setFloat64(at, value, false);
    },
    append: (part) => {
      const at = room(part.length);
      buffer.set(part, at);
    },
    done: () => buffer.slice(0, length),
  };
}
