import { createWorkerPool, type LoadOptions } from "@tiny-cats/core/node";
import { readFileBounded, sha256 } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { FID_SIDE, fidResize } from "../../images/fid-resize.ts";
import type { PictureExtractor } from "./open-extractor.ts";

/** A user's own FID Inception as ONNX, and the range of pixels that its graph takes. */
export interface InceptionSource {
  path: string;
  /** "0..255" unless told. */
  range?: "0..255" | "-1..1";
}

const FEATURES = 2048;
const CLASSES = 1008;
const LARGEST = 1 << 30;

/**
 * Opens the network of the FID: one input f32 [n, 3, 299, 299], red, green, blue; outputs `features` f32 [n, 2048], those of the last pooling, and `logits` f32
 * [n, 1008] without bias. Pictures are resized as clean-fid does. Whether it is that network can't be told: the report has its file's sha256.
 *
 * @throws TinyCatsError "not-inception" where its outputs are others; "no-runtime", "invalid-model"; FilesError of reading
 */
export async function openInception(
  { path, range = "0..255" }: InceptionSource,
  options: LoadOptions = {},
): Promise<PictureExtractor> {
  const { signal } = options;
  const bytes = await readFileBounded(path, { maxBytes: LARGEST, signal });
  const hash = sha256(bytes);
  const pool = createWorkerPool({ workers: 1 });
  const plane = FID_SIDE * FID_SIDE;
  try {
    const session = await pool.load(bytes, options);
    const [input] = session.inputs;
    const run: PictureExtractor["run"] = async (data, { signal } = {}) => {
      const count = data.length / (3 * plane);
      const outputs = await session.run(
        { [input.name]: { dtype: "float32", data, dims: [count, 3, FID_SIDE, FID_SIDE] } },
        { signal },
      );
      const has = (name: string, size: number) => outputs[name]?.data.length === count * size;
      if (has("features", FEATURES) && has("logits", CLASSES))
        return { features: outputs.features.data as Float32Array, logits: outputs.logits.data as Float32Array };
      throw new TinyCatsError(
        "not-inception",
        `the graph has no outputs features [n, ${FEATURES}] and logits [n, ${CLASSES}]`,
        {
          value: Object.entries(outputs).map(([name, { dims }]) => `${name} [${dims.join(", ")}]`),
          remedy: "export the Inception of the FID with these outputs",
        },
      );
    };
    await run(new Float32Array(3 * plane), { signal });
    const named = (what: string, dimension: number) => ({ name: `InceptionV3 ${what}`, sha256: hash, dimension });
    return {
      features: named("features", FEATURES),
      classes: named("classes", CLASSES),
      runtime: session.runtime,
      preprocessing: { resize: "clean-fid, 299", range },
      inputSize: 3 * plane,
      prepare(image) {
        const rows = fidResize(image);
        const planes = new Float32Array(rows.length);
        for (let i = 0; i < rows.length; i++) {
          const value = range === "0..255" ? rows[i] : (rows[i] - 127.5) / 127.5;
          planes[(i % 3) * plane + Math.floor(i / 3)] = value;
        }
        return planes;
      },
      run,
      [Symbol.asyncDispose]: () => pool.dispose(),
    };
  } catch (error) {
    await pool.dispose();
    throw error;
  }
}
