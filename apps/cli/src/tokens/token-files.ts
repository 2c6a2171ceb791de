import { dirname, join, resolve } from "node:path";
import { tokenFile } from "@tiny-cats/hub";
import { hubHome } from "../hub/hub-home.ts";
import type { Io } from "../io.ts";

/** Where the token in use and those to switch between are kept. */
export function tokenFiles(io: Pick<Io, "env" | "home" | "cwd">): { token: string; stored: string } {
  const token = resolve(io.cwd, tokenFile(hubHome(io)));
  return { token, stored: join(dirname(token), "stored_tokens") };
}
