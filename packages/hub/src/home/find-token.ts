import { join } from "node:path";
import { readTextBounded } from "@tiny-cats/files";
import { HubError } from "../errors/hub-error.ts";
import { expand, type HomeOptions, hfHome } from "./hf-home.ts";

export interface FindTokenOptions extends HomeOptions {
  /** Given by the user; comes first. */
  token?: string;
}

/** A token and where it was found. */
export interface FoundToken {
  token: string;
  from: "given" | "HF_TOKEN" | "file";
}

const LARGEST = 16_384;

/**
 * The access token to use: the one given, else HF_TOKEN (or HUGGING_FACE_HUB_TOKEN), else what the file at HF_TOKEN_PATH holds, else that at token in HF_HOME.
 * Undefined where there is none. White space around it is taken off.
 *
 * @throws HubError "invalid-token" for one that can't be sent; FilesError "file-unreadable", "not-a-file", "file-too-large".
 */
export async function findToken({ token, ...options }: FindTokenOptions): Promise<FoundToken | undefined> {
  const { env } = options;
  const given = clean(token, "the token given");
  if (given) return { token: given, from: "given" };
  const named = clean(env.HF_TOKEN || env.HUGGING_FACE_HUB_TOKEN, "HF_TOKEN");
  if (named) return { token: named, from: "HF_TOKEN" };
  const file = tokenFile(options);
  const text = await readTextBounded(file, { maxBytes: LARGEST }).catch((error) => {
    if (error.code === "file-not-found") return undefined;
    throw error;
  });
  const kept = clean(text, file);
  return kept ? { token: kept, from: "file" } : undefined;
}

/** Where the user's token is kept: HF_TOKEN_PATH, else token in HF_HOME. */
export function tokenFile({ env, home }: HomeOptions): string {
  return expand(env.HF_TOKEN_PATH, { env, home }) ?? join(hfHome({ env, home }), "token");
}

function clean(text: string | undefined, place: string): string | undefined {
  const token = text?.trim();
  if (!token) return undefined;
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new HubError(
    "invalid-token",
    `${place} holds no token: there is white space or another sign in it that no token has`,
    {
      value: place,
      remedy: "copy the token anew from https://huggingface.co/settings/tokens, in one line",
    },
  );
}
