import type { CommandContext } from "../../command-context.ts";
import { keepSecret } from "../../hub/keep-secret.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import type { SERVE_OPTIONS } from "./spec.ts";

/**
 * The Redis that joins processes to one server, whose password is kept out of all that is printed; undefined for a server of one process.
 *
 * @throws TinyCatsError "conflicting-options" for a role that needs one
 */
export function redisOf({ io, options }: Pick<CommandContext, "io" | "options">): { url: string } | undefined {
  const { role, redis = io.env.REDIS_URL || undefined } = options as OptionValues<typeof SERVE_OPTIONS>;
  if (redis === undefined) {
    if (role === "all") return undefined;
    throw usageError("conflicting-options", `--role ${role} is a part of a server of several processes`, {
      value: role,
      remedy: "give the Redis that joins them, by REDIS_URL or --redis redis://host:6379",
    });
  }
  keepSecret(io, redis);
  const { password = "" } = URL.canParse(redis) ? new URL(redis) : {};
  keepSecret(io, password);
  keepSecret(io, decoded(password));
  return { url: redis };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
