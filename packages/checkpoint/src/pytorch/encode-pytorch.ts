import { crc32 as slowCrc32 } from "@tiny-cats/files/crc32";
import { OP } from "../pickle/opcodes.ts";
import { pickleWriter } from "../pickle/pickle-writer.ts";
import type { ReadOptions } from "../tensor/tensor.ts";
import type { Crc32 } from "../zip/crc32.ts";
import { writeZip } from "../zip/write-zip.ts";
import { pickleTensors } from "./pickle-tensors.ts";
import { pickleValue, type Writable } from "./pickle-value.ts";

export interface PyTorchOptions extends ReadOptions {
  /** A faster CRC-32 than the one in JavaScript, as node:zlib has. */
  crc32?: Crc32;
}

/**
 * A tree as a file of torch.save (zip format) that torch.load(weights_only=True) reads, streamed; the same tree gives the same bytes.
 * Tensors that share a storage or a data array share it in the file, and go to the CPU. Whole numbers become int: a float that may be
 * whole is given as `{ kind: "float", value }`.
 *
 * @throws TinyCatsError "unwritable-value", "unsupported-dtype", "invalid-tensor-data" (also while streaming); what reading a tensor throws.
 */
export function encodePyTorch(
  value: Writable,
  { signal, crc32 = slowCrc32 }: PyTorchOptions = {},
): AsyncIterable<Uint8Array> {
  const out = pickleWriter();
  const tensors = pickleTensors(out);
  pickleValue(value, out, tensors.write);
  out.op(OP.STOP);
  const text = (content: string) => () => [new TextEncoder().encode(content)];
  const pickle = out.done();
  return writeZip(
    [
      { name: "archive/data.pkl", content: () => [pickle] },
      { name: "archive/byteorder", content: text("little") },
      ...tensors.storages.map(({ key, chunks }) => ({
        name: `archive/data/${key}`,
        content: () => chunks({ signal }),
      })),
      { name: "archive/version", content: text("3\n") },
    ],
    { crc32 },
  );
}
