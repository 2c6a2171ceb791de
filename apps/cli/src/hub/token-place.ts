import { type FoundToken, tokenFile } from "@tiny-cats/hub";
import type { Io } from "../io.ts";
import { hubHome } from "./hub-home.ts";

/** Where a token was found: the variable's name, or the file's path. */
export function tokenPlace({ from }: FoundToken, io: Pick<Io, "env" | "home">): string {
  if (from === "file") return tokenFile(hubHome(io));
  return io.env.HF_TOKEN ? "HF_TOKEN" : "HUGGING_FACE_HUB_TOKEN";
}
