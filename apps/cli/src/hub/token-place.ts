import { type FoundToken, tokenFile } from "@tiny-cats/hub";
import type { Io } from "../io.ts";
import { hubHome } from "./hub-home.ts";
import { tokenVariable } from "./token-variable.ts";

/** Where a token was found: the variable's name, or the file's path. */
export function tokenPlace({ from }: FoundToken, io: Pick<Io, "env" | "home">): string {
  return from === "file" ? tokenFile(hubHome(io)) : (tokenVariable(io) ?? from);
}
