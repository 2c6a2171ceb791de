/** A strided view of elements of `size` bytes, the first of them at byte 0. */
export interface StridedView {
  bytes: Uint8Array<ArrayBuffer>;
  size: number;
  shape: readonly number[];
  strides: readonly number[];
}

/** `count` elements of a strided view as bytes in C order, from the `from`-th on. */
export function gather(view: StridedView, from: number, count: number): Uint8Array<ArrayBuffer> {
  // Elements of 8 and 16 bytes are copied as words of 4: a last dimension more.
  const unit = Math.min(4, view.size);
  const words = view.size / unit;
  const shape = words === 1 ? view.shape : [...view.shape, words];
  const strides = words === 1 ? view.strides : [...view.strides.map((stride) => stride * words), 1];
  const out = new Uint8Array(count * view.size);
  copy(unitsOf(view.bytes, unit), unitsOf(out, unit), shape, strides, from * words);
  return out;
}

function unitsOf(bytes: Uint8Array<ArrayBuffer>, unit: number): Uint8Array | Uint16Array | Uint32Array {
  if (unit === 1) return bytes;
  return unit === 2
    ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1)
    : new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
}

function copy(
  source: ArrayLike<number>,
  out: Uint8Array | Uint16Array | Uint32Array,
  shape: readonly number[],
  strides: readonly number[],
  from: number,
): void {
  const last = shape.length - 1;
  if (last < 0) {
    out[0] = source[0];
    return;
  }
  const index = new Array<number>(shape.length).fill(0);
  let at = 0;
  for (let i = last, rest = from; i >= 0; i--) {
    index[i] = rest % shape[i];
    rest = Math.floor(rest / shape[i]);
    at += index[i] * strides[i];
  }
  for (let done = 0; done < out.length; ) {
    const run = Math.min(shape[last] - index[last], out.length - done);
    for (let i = 0, place = at; i < run; i++, place += strides[last]) out[done++] = source[place];
    at -= index[last] * strides[last];
    index[last] = 0;
    for (let i = last - 1; i >= 0; i--) {
      at += strides[i];
      if (++index[i] < shape[i]) break;
      at -= shape[i] * strides[i];
      index[i] = 0;
    }
  }
}
