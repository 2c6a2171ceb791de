import { InferenceSession, Tensor } from "onnxruntime-node";

/** A TinyDiT graph's answer for two pictures of 128x128 in onnxruntime-node. */
export async function velocityOf(path: string): Promise<Float32Array> {
  const session = await InferenceSession.create(path, { logSeverityLevel: 3 });
  const shape = [2, 3, 128, 128];
  const noise = Float32Array.from({ length: 2 * 3 * 128 * 128 }, (_, i) => Math.sin(i * 1.7));
  const { velocity } = await session.run({
    noise: new Tensor("float32", noise, shape),
    timestep: new Tensor("float32", Float32Array.of(0.3, 0.8), [2]),
    breed: new Tensor("int64", BigInt64Array.of(3n, 13n), [2]),
  });
  await session.release();
  return velocity.data as Float32Array;
}
