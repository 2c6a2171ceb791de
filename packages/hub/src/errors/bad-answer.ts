import { HubError } from "./hub-error.ts";

/** The error of an answer that no Hub would give. */
export function badAnswer(why: string, value?: unknown): HubError {
  return new HubError("hub-answer", `the Hub's answer can't be used: ${why}`, {
    value,
    remedy: "check that the address is a Hub's, and try again",
  });
}
