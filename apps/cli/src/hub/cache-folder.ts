import { resolve } from "node:path";
import { defaultCache } from "@tiny-cats/hub";
import type { Io } from "../io.ts";
import { hubHome } from "./hub-home.ts";

/** The cache that Hugging Face's clients share. */
export function cacheFolder(io: Pick<Io, "env" | "home" | "cwd">): string {
  return resolve(io.cwd, defaultCache(hubHome(io)));
}
