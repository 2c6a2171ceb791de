import type { ForwardPass } from "../run/forward-pass.ts";
import { type FlowOptions, flowBatch } from "./flow-batch.ts";
import type { HeldOut } from "./held-out-picture.ts";

/** Examples that are computed at a time. */
const AT_ONCE = 32;
/** Where the noise of measuring lies in a seed's stream: no training example comes that far. */
const FIRST = 2 ** 31;

/**
 * The loss over held-out pictures, each with noise and time of its own that stay the same from one measurement to the next; labels are kept.
 */
export async function validationLoss(
  pass: ForwardPass,
  pictures: readonly HeldOut[],
  { signal, ...flow }: FlowOptions & { readonly signal?: AbortSignal },
): Promise<number> {
  let sum = 0;
  for (let begin = 0; begin < pictures.length; begin += AT_ONCE) {
    signal?.throwIfAborted();
    const examples = pictures.slice(begin, begin + AT_ONCE).map((one, i) => ({ ...one, number: FIRST + begin + i }));
    const { target, weight, ...inputs } = flowBatch(examples, { ...flow, labelDropout: 0 });
    const { velocity } = await pass.run(inputs);
    const length = velocity.length / examples.length;
    for (const [i] of examples.entries()) {
      let error = 0;
      for (let j = i * length; j < (i + 1) * length; j++) error += (velocity[j] - Number(target.data[j])) ** 2;
      sum += (error / length) * Number(weight.data[i]);
    }
  }
  return sum / pictures.length;
}
