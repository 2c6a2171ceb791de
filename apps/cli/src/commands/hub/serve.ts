import { once } from "node:events";
import { resolve } from "node:path";
import { type HubUser, startHub } from "@tiny-cats/hub-emulator";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { LOCAL_HUB, LOCAL_PORT } from "../../hub/local-hub.ts";
import { printOne } from "../../output/print-one.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { requestLog } from "./request-log.ts";
import type { SERVE_OPTIONS } from "./spec.ts";

const LOOK_EVERY_MS = 200;

/** Whoever is here may write to me/anything, as the examples do. */
const USER: HubUser = { name: "local", token: LOCAL_HUB.token, role: "write", orgs: ["me", "local-org"] };

/** `tiny-cats hub serve`: answers until it is told to stop, which is how it ends well. */
export async function runHubServe(context: CommandContext): Promise<ExitCode> {
  const { io, talk, options } = context;
  const { port, dir } = options as OptionValues<typeof SERVE_OPTIONS>;
  io.signal.throwIfAborted();
  const server = await startHub({ port, dir: resolve(io.cwd, dir), users: [USER] });
  try {
    const { url } = server;
    printOne(context, { url, token: LOCAL_HUB.token, user: "local", dir: resolve(io.cwd, dir) }, (out) => {
      out.line(`${url}  token ${LOCAL_HUB.token}, of the user local`);
    });
    talk.note("for tests and for trying things out, not for production; Ctrl-C ends it");
    if (server.port === LOCAL_PORT) talk.note("with these commands: --hub local");
    talk.note(`with any client: ${url} as HF_ENDPOINT, ${LOCAL_HUB.token} as HF_TOKEN`);
    const look = requestLog(server.requests, talk.detail);
    const timer = setInterval(look, LOOK_EVERY_MS);
    try {
      if (!io.signal.aborted) await once(io.signal, "abort");
    } finally {
      clearInterval(timer);
      look();
    }
  } finally {
    await server.close();
  }
  talk.note("stopped");
  return 0;
}
