import { corruptPickle } from "../errors.ts";

/** A place in a pickle's bytes; what would read past the end is refused before memory is taken. */
export interface Cursor {
  at: number;
  take(length: number): Uint8Array<ArrayBuffer>;
  u8(): number;
  u16(): number;
  i32(): number;
  u32(): number;
  /** An 8-byte length. */
  u64(): number;
  f64be(): number;
  /** Up to the next line feed, which is passed. */
  line(): string;
  text(length: number): string;
}

const MAX_LINE = 1024;

/** Marks the error of a pickle that goes on past the bytes at hand. */
export const BROKEN_OFF = "it breaks off";

export function cursor(bytes: Uint8Array<ArrayBuffer>, start: number): Cursor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const advance = (length: number) => {
    const from = self.at;
    if (length > bytes.length - from) throw corruptPickle(BROKEN_OFF, from);
    self.at = from + length;
    return from;
  };
  const self: Cursor = {
    at: start,
    take(length) {
      const from = advance(length);
      return bytes.subarray(from, from + length);
    },
    u8: () => bytes[advance(1)],
    u16: () => view.getUint16(advance(2), true),
    i32: () => view.getInt32(advance(4), true),
    u32: () => view.getUint32(advance(4), true),
    u64: () => Number(view.getBigUint64(advance(8), true)),
    f64be: () => view.getFloat64(advance(8), false),
    line() {
      const from = self.at;
      let end = from;
      while (end < bytes.length && bytes[end] !== 10) end++;
      if (end - from > MAX_LINE) throw corruptPickle("a name is too long", from);
      advance(end - from + 1);
      return decode(bytes.subarray(from, end));
    },
    text: (length) => decode(self.take(length)),
  };
  function decode(part: Uint8Array): string {
    try {
      return decoder.decode(part);
    } catch (cause) {
      throw corruptPickle("a text is not UTF-8", self.at, cause);
    }
  }
  return self;
}
