import type { Verdict } from "./gate.ts";

type Rest = Partial<Pick<Verdict, "value" | "threshold" | "remedy" | "warnings" | "places">>;

const made = (status: Verdict["status"], message: string, rest: Rest): Verdict => ({
  status,
  value: null,
  threshold: null,
  message,
  ...rest,
});

/** The verdict on what is as it should be. */
export function passed(message: string, rest: Rest = {}): Verdict {
  return made("passed", message, rest);
}

/** The verdict on what is not. */
export function failed(message: string, rest: Rest & { remedy: string }): Verdict {
  return made("failed", message, rest);
}

/** The verdict on what nobody has measured. */
export function notMeasured(message: string, rest: Rest & { remedy: string }): Verdict {
  return made("not-measured", message, rest);
}
