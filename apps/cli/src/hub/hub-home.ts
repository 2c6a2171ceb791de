import type { HomeOptions } from "@tiny-cats/hub";
import type { Io } from "../io.ts";

/** What Hugging Face's clients take from the environment; a variable that is empty counts as absent. */
export function hubHome({ env, home }: Pick<Io, "env" | "home">): HomeOptions {
  return { env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== "")), home };
}
