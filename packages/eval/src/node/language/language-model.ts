import type { WorkerPool } from "@tiny-cats/core/node";
import type { LanguageEvaluation } from "@tiny-cats/schema";
import { FILLED, languageSignature } from "./language-signature.ts";

/** A language model, ready to be asked. */
export interface LanguageModel extends AsyncDisposable {
  /** Of the file that holds the weights. */
  readonly file: string;
  readonly sha256: string;
  /** Tokens that it sees at once; undefined where nothing tells. */
  readonly context?: number;
  /** "onnxruntime-node 1.30.0 (cpu)". */
  readonly runtime: string;
  /** What is known of its training. */
  readonly metadata: LanguageEvaluation["metadata"];
  /** Logits after each token of texts of one length: rows of the vocabulary's length, text after text. */
  logits(texts: readonly ArrayLike<number>[], options?: { signal?: AbortSignal }): Promise<Float32Array>;
}

/** A graph that is read, with what is known of it. */
export interface LanguageGraph extends Pick<LanguageModel, "file" | "sha256" | "context" | "metadata"> {
  readonly bytes: Uint8Array;
}

/**
 * Starts a graph `input_ids` int64 [batch, sequence] -> `logits` float32 [batch, sequence, vocabulary], with `attention_mask` and `position_ids`
 * where it takes them.
 *
 * @throws TinyCatsError "wrong-model" for a graph of other inputs and outputs, "invalid-model", "no-runtime"
 */
export async function startLanguageModel(
  { bytes, ...known }: LanguageGraph,
  pool: WorkerPool,
  { signal }: { signal?: AbortSignal },
): Promise<LanguageModel> {
  const session = await pool.load(bytes, { signal });
  try {
    const { inputs, output } = languageSignature(session, known.file);
    return {
      ...known,
      runtime: session.runtime,
      async logits(texts, { signal } = {}) {
        const dims = [texts.length, texts[0].length];
        const fill = (of: (place: number, text: ArrayLike<number>) => bigint) => {
          const data = new BigInt64Array(dims[0] * dims[1]);
          for (let i = 0; i < data.length; i++) data[i] = of(i % dims[1], texts[Math.floor(i / dims[1])]);
          return { dtype: "int64" as const, data, dims };
        };
        const feeds = inputs.map((name) => [
          name,
          fill(Object.hasOwn(FILLED, name) ? FILLED[name] : (place, text) => BigInt(text[place])),
        ]);
        const outputs = await session.run(Object.fromEntries(feeds), { signal });
        return outputs[output].data as Float32Array;
      },
      [Symbol.asyncDispose]: () => session.dispose(),
    };
  } catch (error) {
    await session.dispose();
    throw error;
  }
}
