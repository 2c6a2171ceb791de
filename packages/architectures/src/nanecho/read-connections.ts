import { castTensor, type ReadOptions, type TensorSource } from "@tiny-cats/checkpoint";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { readBytes } from "../read-bytes.ts";

/** Which connections have grown, 1 or 0. Throws `connections-not-binary`. */
export async function readConnections(mask: TensorSource, options?: ReadOptions): Promise<Uint8Array> {
  const values = new Float32Array((await readBytes(castTensor(mask, "f32"), options)).buffer);
  const wrong = values.find((value) => value !== 0 && value !== 1);
  if (wrong === undefined) return Uint8Array.from(values);
  throw new TinyCatsError("connections-not-binary", `a connection mask holds ${wrong}, which is neither 0 nor 1`, {
    value: wrong,
    remedy: "use the whole model: what such a mask hides can't be told from what it shows",
  });
}
