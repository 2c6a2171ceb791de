import { type ResNetConfig, resNet } from "@tiny-cats/architectures";

const SMALL = { hidden_sizes: [4, 4, 4, 4], depths: [1, 1, 1, 1], layer_type: "basic", embedding_size: 4 } as const;

/** The bytes of a safetensors file with a ResNet in small, under the names of transformers; `trained: false` has the norms of the beginning. */
export function tinyResNet({ labels = 13, trained = true } = {}): Uint8Array<ArrayBuffer> {
  const config = { ...resNet.presets.resnet18, ...SMALL, num_labels: labels } as unknown as ResNetConfig;
  const header: Record<string, object> = {};
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const [name, { shape, dtype }] of resNet.tensors(config)) {
    const count = shape.reduce((product, side) => product * side, 1);
    const whole = dtype === "i64" || name.endsWith("num_batches_tracked");
    const data = whole
      ? new BigInt64Array(count).fill(7n)
      : Float32Array.from({ length: count }, valuesOf(name, trained));
    const bytes = new Uint8Array(data.buffer);
    header[name] = { dtype: whole ? "I64" : "F32", shape, data_offsets: [at, at + bytes.length] };
    at += bytes.length;
    parts.push(bytes);
  }
  const text = JSON.stringify(header);
  const head = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const file = new Uint8Array(8 + head.length + at);
  new DataView(file.buffer).setBigUint64(0, BigInt(head.length), true);
  file.set(head, 8);
  let place = 8 + head.length;
  for (const part of parts) {
    file.set(part, place);
    place += part.length;
  }
  return file;
}

function valuesOf(name: string, trained: boolean): (_: unknown, i: number) => number {
  const wave =
    (size: number, shift = 0) =>
    (_: unknown, i: number) =>
      size * Math.sin(7 * i + name.length) + shift;
  if (name.endsWith("running_var") || /normalization\.weight$/.test(name)) return trained ? wave(0.25, 1) : () => 1;
  if (name.endsWith("running_mean") || /normalization\.bias$/.test(name)) return trained ? wave(0.25) : () => 0;
  return wave(0.5);
}
