/** What an entry's records say of it. */
export interface WrittenEntry {
  name: Uint8Array;
  crc: number;
  size: number;
  offset: number;
}

const FULL = 0xffffffff;
const VERSION = 45;
/** Sizes follow the data; the name is UTF-8. */
const FLAGS = 0x0808;
/** 1 January 1980, the first day there is. */
const DATE = 0x0021;

/** A local header whose data begins at a multiple of `align` from the file's beginning (padding field "FB", as PyTorch writes). */
export function localHeader(name: Uint8Array, offset: number, { align }: { align: number }): Uint8Array {
  const bare = 30 + name.length + 4;
  const padding = (align - ((offset + bare) % align)) % align;
  const bytes = new Uint8Array(bare + padding);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x04034b50, true);
  view.setUint16(4, VERSION, true);
  view.setUint16(6, FLAGS, true);
  view.setUint16(12, DATE, true);
  view.setUint16(26, name.length, true);
  view.setUint16(28, 4 + padding, true);
  bytes.set(name, 30);
  bytes.set([0x46, 0x42], 30 + name.length);
  view.setUint16(32 + name.length, padding, true);
  return bytes;
}

/** The record behind an entry's data, with 8-byte sizes where 4 do not hold them. */
export function dataDescriptor({ crc, size }: WrittenEntry): Uint8Array {
  const wide = size >= FULL;
  const bytes = new Uint8Array(wide ? 24 : 16);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x08074b50, true);
  view.setUint32(4, crc, true);
  for (const i of [0, 1]) {
    if (wide) view.setBigUint64(8 + 8 * i, BigInt(size), true);
    else view.setUint32(8 + 4 * i, size, true);
  }
  return bytes;
}

/** The central directory and the end records; `zip64` forces the wide ones, which otherwise come where they are needed. */
export function directory(entries: readonly WrittenEntry[], offset: number, { zip64 = false } = {}): Uint8Array {
  const parts = entries.map((entry) => centralRecord(entry, zip64));
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  if (zip64 || entries.length >= 0xffff || offset >= FULL || size >= FULL)
    parts.push(wideEnd(entries.length, offset, size));
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, Math.min(0xffff, entries.length), true);
  view.setUint16(10, Math.min(0xffff, entries.length), true);
  view.setUint32(12, Math.min(FULL, size), true);
  view.setUint32(16, Math.min(FULL, offset), true);
  return join([...parts, end]);
}

function centralRecord({ name, crc, size, offset }: WrittenEntry, zip64: boolean): Uint8Array {
  const wide = zip64 || size >= FULL || offset >= FULL;
  const bytes = new Uint8Array(46 + name.length + (wide ? 28 : 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x02014b50, true);
  view.setUint16(4, VERSION, true);
  view.setUint16(6, VERSION, true);
  view.setUint16(8, FLAGS, true);
  view.setUint16(14, DATE, true);
  view.setUint32(16, crc, true);
  view.setUint32(20, wide ? FULL : size, true);
  view.setUint32(24, wide ? FULL : size, true);
  view.setUint16(28, name.length, true);
  view.setUint32(42, wide ? FULL : offset, true);
  bytes.set(name, 46);
  if (wide) {
    const at = 46 + name.length;
    view.setUint16(30, 28, true);
    view.setUint16(at, 1, true);
    view.setUint16(at + 2, 24, true);
    [size, size, offset].forEach((value, i) => {
      view.setBigUint64(at + 4 + 8 * i, BigInt(value), true);
    });
  }
  return bytes;
}

function wideEnd(count: number, offset: number, size: number): Uint8Array {
  const bytes = new Uint8Array(56 + 20);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x06064b50, true);
  view.setBigUint64(4, 44n, true);
  view.setUint16(12, VERSION, true);
  view.setUint16(14, VERSION, true);
  [count, count, size, offset].forEach((value, i) => {
    view.setBigUint64(24 + 8 * i, BigInt(value), true);
  });
  view.setUint32(56, 0x07064b50, true);
  view.setBigUint64(64, BigInt(offset + size), true);
  view.setUint32(72, 1, true);
  return bytes;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
