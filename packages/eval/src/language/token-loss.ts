import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * -ln of the probability that logits give to a token, in nats and float64.
 *
 * @throws TinyCatsError "invalid-token-id" unless it is one of them, "non-finite-logits"
 */
export function tokenLoss(logits: ArrayLike<number>, token: number): number {
  if (!Number.isInteger(token) || token < 0 || token >= logits.length)
    throw new TinyCatsError("invalid-token-id", `${String(token)} is none of ${logits.length} tokens`, {
      value: token,
      remedy: "read the text with the model's own tokenizer",
    });
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logits.length; i++) largest = Math.max(largest, logits[i]);
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += Math.exp(logits[i] - largest);
  const loss = Math.log(sum) + largest - logits[token];
  if (Number.isFinite(loss)) return loss;
  throw new TinyCatsError("non-finite-logits", `the loss of token ${token} is ${loss}`, {
    value: loss,
    remedy: "use another model: its logits are NaN or infinite",
  });
}
