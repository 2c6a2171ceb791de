import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { State } from "./velocity.ts";

/**
 * Refuses a velocity that does not have as many numbers as the state.
 *
 * @throws TinyCatsError "invalid-velocity"
 */
export function checkLength(v: State, length: number, time: number): void {
  if (v.length !== length) {
    throw new TinyCatsError(
      "invalid-velocity",
      `the velocity at time ${time} has ${v.length} numbers, the state ${length}`,
      {
        value: v.length,
        remedy: "return one number for each of the state's: the model may not fit the shape of the pictures",
      },
    );
  }
}

/**
 * Refuses a velocity that is not finite everywhere; `when` says where in the integration.
 *
 * @throws TinyCatsError "non-finite-velocity"
 */
export function checkFinite(v: State, time: number, when: string): void {
  // NaN and infinities times 0 are NaN, and stay so in a sum; everything else adds 0.
  // Four sums, so that no addition waits for the one before.
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = v.length - (v.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += v[i] * 0;
    b += v[i + 1] * 0;
    c += v[i + 2] * 0;
    d += v[i + 3] * 0;
  }
  for (let i = whole; i < v.length; i++) a += v[i] * 0;
  if (a + b + c + d === 0) return;
  for (let i = 0; i < v.length; i++) {
    if (!Number.isFinite(v[i])) {
      throw new TinyCatsError(
        "non-finite-velocity",
        `the velocity at time ${time} (${when}) is ${v[i]} at element ${i}`,
        {
          value: v[i],
          remedy: "lower the guidance scale or take more steps; if that does not help, the model's weights are damaged",
        },
      );
    }
  }
}
