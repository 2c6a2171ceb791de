import { once } from "node:events";
import { resolve } from "node:path";
import type { StartOptions } from "@tiny-cats/api";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { loadApi } from "./find-api.ts";
import { logTo } from "./log-line.ts";
import { modelsToServe } from "./models-to-serve.ts";
import { newKey } from "./new-key.ts";
import { redisOf } from "./redis-of.ts";
import type { SERVE_OPTIONS } from "./spec.ts";
import { startSettings } from "./start-settings.ts";

/** `tiny-cats serve`: answers until it is told to stop, lets what is under way end, and ends well. */
export async function runServe(context: CommandContext): Promise<ExitCode> {
  const { io, out, talk } = context;
  const options = context.options as OptionValues<typeof SERVE_OPTIONS>;
  io.signal.throwIfAborted();
  if (options["new-key"] !== undefined) return newKey(context, options["new-key"], options.keys);
  const redis = redisOf(context);
  const { startApi, readKeys } = await loadApi(io.cwd);
  const keysFile = options.keys === undefined ? undefined : resolve(io.cwd, options.keys);
  const keys = keysFile && (await readKeys(keysFile, { signal: io.signal }));
  const log = logTo(context);
  const start: StartOptions = {
    ...startSettings(options),
    ...(redis && { role: options.role, redis }),
    models: await modelsToServe(context, options.model),
    ...(keys && { keys }),
    log,
    signal: io.signal,
  };
  const api = await startApi(start).catch((cause) => {
    throw listenError(options, cause);
  });
  // A file that can't be read leaves those in who were.
  const reload = async () => {
    try {
      if (keysFile) api.setKeys(await readKeys(keysFile));
    } catch (error) {
      log({ level: "error", event: "keys-not-read", cause: String(error) });
    }
  };
  process.on("SIGHUP", reload);
  try {
    out.line(api.url.href);
    if (io.stderr.isTTY) talk.note(`${new URL("docs", api.url)} says what it answers to; Ctrl-C ends it`);
    if (!io.signal.aborted) await once(io.signal, "abort");
    if (io.stderr.isTTY) talk.note("ending what is under way; Ctrl-C again ends it at once");
  } finally {
    process.off("SIGHUP", reload);
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
