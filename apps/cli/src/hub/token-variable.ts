import type { Io } from "../io.ts";

/** The variable that names a token and so comes before the stored one; undefined where none does. */
export function tokenVariable({ env }: Pick<Io, "env">): "HF_TOKEN" | "HUGGING_FACE_HUB_TOKEN" | undefined {
  if (env.HF_TOKEN) return "HF_TOKEN";
  return env.HUGGING_FACE_HUB_TOKEN ? "HUGGING_FACE_HUB_TOKEN" : undefined;
}
