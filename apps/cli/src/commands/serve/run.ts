import { once } from "node:events";
import type { StartOptions } from "@tiny-cats/api";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { loadApi } from "./find-api.ts";
import { logTo } from "./log-line.ts";
import { modelsToServe } from "./models-to-serve.ts";
import { redisOf } from "./redis-of.ts";
import type { SERVE_OPTIONS } from "./spec.ts";
import { startSettings } from "./start-settings.ts";

/** `tiny-cats serve`: answers until it is told to stop, lets what is under way end, and ends well. */
export async function runServe(context: CommandContext): Promise<ExitCode> {
  const { io, out, talk } = context;
  const options = context.options as OptionValues<typeof SERVE_OPTIONS>;
  io.signal.throwIfAborted();
  const redis = redisOf(context);
  const { startApi } = await loadApi(io.cwd);
  const start: StartOptions = {
    ...startSettings(options),
    ...(redis && { role: options.role, redis }),
    models: await modelsToServe(context, options.model),
    log: logTo(context),
    signal: io.signal,
  };
  const api = await startApi(start).catch((cause) => {
    throw listenError(options, cause);
  });
  try {
    out.line(api.url.href);
    if (io.stderr.isTTY) talk.note(`${new URL("docs", api.url)} says what it answers to; Ctrl-C ends it`);
    if (!io.signal.aborted) await once(io.signal, "abort");
    if (io.stderr.isTTY) talk.note("ending what is under way; Ctrl-C again ends it at once");
  } finally {
    await api.close({ graceMs: options["drain-ms"] });
  }
  return 0;
}

const PORT_TAKEN = ["EADDRINUSE", "EACCES"];
const HOST_ABSENT = ["EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN", "EINVAL"];

function listenError({ port, host }: { port: number; host: string }, cause: unknown): unknown {
  const { code = "", syscall } = cause as NodeJS.ErrnoException;
  if (syscall === "listen" && PORT_TAKEN.includes(code)) {
    const why = code === "EACCES" ? "may not be used" : "is in use";
    return new TinyCatsError("api-port-in-use", `port ${port} ${why}`, {
      value: port,
      remedy: "give another --port, or 0 for a free one",
      cause,
    });
  }
  if (!HOST_ABSENT.includes(code)) return cause;
  return new TinyCatsError("no-such-address", `this machine has no address ${host} to listen at`, {
    value: host,
    remedy: "give --host 127.0.0.1 for this machine alone, or 0.0.0.0 for all of its addresses",
    cause,
  });
}
