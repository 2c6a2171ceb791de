import { once } from "node:events";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { printOne } from "../../output/print-one.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import { findSite } from "./find-site.ts";
import { serveFolder } from "./server/serve-folder.ts";
import type { WEB_OPTIONS } from "./spec.ts";

/** `tiny-cats web`: serves the site until it is told to stop, which is how it ends well. */
export async function runWeb(context: CommandContext): Promise<ExitCode> {
  const { io, talk, options } = context;
  const { port, base } = options as OptionValues<typeof WEB_OPTIONS>;
  io.signal.throwIfAborted();
  if (!/^\/?(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*(?:\/|$))*$/.test(base)) {
    throw usageError(
      "invalid-option-value",
      `--base ${JSON.stringify(base)} is not a path of letters, digits, - _ . ~`,
      {
        value: base,
        remedy: "give a path such as /cats/",
      },
    );
  }
  const folder = findSite(io.cwd);
  await using server = await serveFolder(folder, { port, base }).catch((cause) => {
    throw portError(port, cause);
  });
  const url = server.url.href;
  printOne(context, { url, folder }, (out) => out.line(url));
  talk.note("Ctrl-C ends it");
  if (!io.signal.aborted) await once(io.signal, "abort");
  talk.note("stopped");
  return 0;
}

function portError(port: number, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code !== "EADDRINUSE" && code !== "EACCES") return cause;
  const why = code === "EACCES" ? "may not be used" : "is in use";
  return new TinyCatsError("web-port-in-use", `port ${port} ${why}`, {
    value: port,
    remedy: "give another --port, or 0 for a free one",
    cause,
  });
}
