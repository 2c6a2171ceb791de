import { findToken, type HubOptions, type Retry } from "@tiny-cats/hub";
import type { CommandContext } from "../command-context.ts";
import type { Talk } from "../output/talk.ts";
import { hubAddress } from "./hub-address.ts";
import { hubHome } from "./hub-home.ts";
import { keepSecret } from "./keep-secret.ts";
import { LOCAL_HUB } from "./local-hub.ts";
import { refuseOffline } from "./refuse-offline.ts";
import { tokenPlace } from "./token-place.ts";

/** How a command reaches the Hub. */
export interface HubAccess extends HubOptions {
  endpoint: string;
  signal: AbortSignal;
  /** Where the token was found; undefined without one. */
  place: string | undefined;
}

/**
 * What the Hub's functions are given: the address and token that flags, environment and files name, the signal, and notes on repetitions.
 *
 * @throws TinyCatsError "hub-offline", "invalid-token"; FilesError of a token's file that can't be read.
 */
export async function hubAccess(context: CommandContext): Promise<HubAccess> {
  const { io, talk } = context;
  refuseOffline(io);
  const access = { ...hubAddress(context), ...(await tokenFor(context)), signal: io.signal, onRetry: noteRetry(talk) };
  warnIfBare(access, talk);
  talk.detail(`${access.endpoint}, ${access.place ? `token from ${access.place}` : "no token"}`);
  return access;
}

async function tokenFor({ io, options }: CommandContext): Promise<Pick<HubAccess, "token" | "place">> {
  // A real token has no business with the emulator.
  if (options.hub === "local") return { token: LOCAL_HUB.token, place: "--hub local" };
  const found = await findToken(hubHome(io));
  if (!found) return { token: undefined, place: undefined };
  keepSecret(io, found.token);
  return { token: found.token, place: tokenPlace(found, io) };
}

function noteRetry(talk: Talk): (retry: Retry) => void {
  return ({ error, waitMs }) => talk.note(`${error.message}; again in ${(waitMs / 1000).toFixed(1)} s`);
}

function warnIfBare({ endpoint, token }: Pick<HubAccess, "endpoint" | "token">, talk: Talk): void {
  const { protocol, hostname } = URL.canParse(endpoint) ? new URL(endpoint) : { protocol: "", hostname: "" };
  const near = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol === "http:" && !near && token !== undefined)
    talk.note(`the token goes to ${hostname} without encryption: use an https address`);
}
