import type { LabelledVelocity } from "@tiny-cats/core";
import { findModel, readGraph, type WorkerPool } from "@tiny-cats/core/node";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { PublishedModel } from "../folder/open-model.ts";

/** A generator's graph as a velocity field. */
export interface VelocityField extends AsyncDisposable {
  velocity: LabelledVelocity;
}

/** Loads a generator's graph to be asked at any point and time. @throws TinyCatsError "wrong-model", and what loading throws */
export async function velocityOf(
  { folder }: PublishedModel,
  side: number,
  { pool, signal }: { pool: WorkerPool; signal?: AbortSignal },
): Promise<VelocityField> {
  const stop = signal ? { signal } : {};
  const session = await pool.load(async () => readGraph(await findModel(folder, stop), stop), stop);
  const names = session.inputs.map(({ name }) => name);
  const output = session.outputs[0]?.name;
  if (["noise", "timestep", "breed"].some((name) => !names.includes(name)) || output === undefined) {
    await session.dispose();
    throw new TinyCatsError("wrong-model", `the graph takes ${names.join(", ")}, not noise, timestep and breed`, {
      value: names,
      remedy: "give the folder of a model made for this task, whose tiny-cats.json describes its graph",
    });
  }
  return {
    async velocity(x, t, ids, options) {
      const count = ids.length;
      const outputs = await session.run(
        {
          noise: { dtype: "float32", data: x.slice(), dims: [count, 3, side, side] },
          timestep: { dtype: "float32", data: new Float32Array(count).fill(t), dims: [count] },
          breed: { dtype: "int64", data: BigInt64Array.from(ids, BigInt), dims: [count] },
        },
        { signal: options.signal },
      );
      return outputs[output].data as Float32Array;
    },
    [Symbol.asyncDispose]: () => session.dispose(),
  };
}
