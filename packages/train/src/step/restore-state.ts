import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { StepState } from "./step.ts";

type Numbers = ReadonlyMap<string, Float32Array>;

/** Writes a state's numbers over those of a step, by name. Throws `wrong-step-state`, before anything is written. */
export function restoreState(state: StepState, own: Omit<StepState, "count">): void {
  if (!Number.isSafeInteger(state.count) || state.count < 0)
    throw wrongState(`its count is ${state.count}`, state.count);
  const [wanted, given] = [parts(own), parts(state)];
  for (const part of given.keys()) if (!wanted.has(part)) throw wrongState(`it has ${part}, and the step none`, part);
  for (const [part, numbers] of wanted) fits(part, given.get(part), numbers);
  for (const [part, numbers] of wanted) {
    for (const [name, values] of numbers) values.set(given.get(part)!.get(name)!);
  }
}

function parts({ weights, average, statistics, memory }: Omit<StepState, "count">): Map<string, Numbers> {
  const slots = Object.entries(memory).map(([slot, numbers]) => [`the slot ${slot}`, numbers] as const);
  return new Map([
    ["weights", weights],
    ...(average ? [["an average", average] as const] : []),
    ["statistics", statistics],
    ...slots,
  ]);
}

function fits(part: string, given: Numbers | undefined, wanted: Numbers): void {
  if (!given) throw wrongState(`it has not ${part}`, part);
  for (const [name, { length }] of wanted) {
    const found = given.get(name)?.length;
    if (found !== length) throw wrongState(`${part} of ${name} are ${found ?? "no"} numbers, not ${length}`, name);
  }
  for (const name of given.keys()) if (!wanted.has(name)) throw wrongState(`the step has no ${name}`, name);
}

function wrongState(message: string, value: unknown): TinyCatsError {
  return new TinyCatsError("wrong-step-state", `the state does not fit the step: ${message}`, {
    value,
    remedy: "give the state of a step of the same model, weights, optimizer and average.",
  });
}
