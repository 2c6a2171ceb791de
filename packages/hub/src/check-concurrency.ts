import { HubError } from "./errors/hub-error.ts";

/** @throws HubError "invalid-concurrency" of what is no whole number of at least 1; undefined stands for the default. */
export function checkConcurrency(concurrency: number | undefined): void {
  if (concurrency === undefined || (Number.isSafeInteger(concurrency) && concurrency >= 1)) return;
  throw new HubError("invalid-concurrency", `${concurrency} is no number of files to transfer at a time`, {
    value: concurrency,
    remedy: "give a whole number of at least 1",
  });
}
