import type { DrawPlan } from "./draw-plan.ts";

/** Digits of the model's hash that a link names. */
const MODEL_DIGITS = 12;

/** The query that asks for a plan, named as the options of the command line are; `model` says what drew it. */
export function drawQuery(plan: DrawPlan, { modelSha256 }: { modelSha256?: string } = {}): URLSearchParams {
  const { breed, seed, index, count, steps, solver, times, guidance, guidanceInterval, guidanceRescale } = plan;
  const query = new URLSearchParams({
    breed: breed.toLowerCase().replaceAll(" ", "-"),
    seed: String(seed),
    steps: String(steps),
    solver,
    guidance: String(guidance),
    "guidance-interval": guidanceInterval.join(),
    rescale: String(guidanceRescale),
    times: timesText(times),
  });
  if (index !== 0) query.set("index", String(index));
  if (count !== 1) query.set("count", String(count));
  if (modelSha256) query.set("model", modelSha256.slice(0, MODEL_DIGITS));
  return query;
}

function timesText(times: DrawPlan["times"]): string {
  switch (times.kind) {
    case "shifted":
      return `shifted:${times.shift}`;
    case "logit-normal":
      return `logit-normal:${times.mean},${times.std}`;
    default:
      return times.kind;
  }
}
