import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { FaultAction } from "../fault.ts";
import type { RequestRecord } from "../request-record.ts";
import type { Answer } from "./answer.ts";
import { authenticate } from "./authenticate.ts";
import type { Context, Hub } from "./context.ts";
import { corsHeaders } from "./cors.ts";
import { HttpError } from "./http-error.ts";
import { publicBase } from "./public-base.ts";
import { router } from "./router.ts";
import { routes } from "./routes.ts";
import { send } from "./send.ts";
import { splitTarget } from "./split-target.ts";

const findRoute = router(routes);

/** Answers one request: fault, route, handler, and whatever is thrown as an error of the Hub's kind. */
export async function handle(
  hub: Hub,
  request: IncomingMessage,
  response: ServerResponse,
  {
    record,
    fault,
    origins,
    host,
  }: { record: RequestRecord; fault: FaultAction | undefined; origins: readonly string[]; host: string },
): Promise<void> {
  // The request forgets its socket once that is gone.
  const { method = "GET", url: target = "/", socket } = request;
  const requestId = `Root=1-${randomUUID()}`;
  request.on("error", () => {});
  response.on("error", () => {});
  let answer: Answer;
  if (fault && "reset" in fault && fault.afterBytes === undefined && fault.afterRequestBytes === undefined) {
    socket.resetAndDestroy();
    return;
  }
  if (fault && "delayMs" in fault) await wait(request, fault.delayMs);
  if (fault && "status" in fault) answer = faulty(fault);
  else answer = await route(hub, request, { method, target, fault, host, record }).catch(errorAnswer);

  if (socket.destroyed) return;
  record.status = answer.status;
  const headers = { "X-Request-Id": requestId, ...corsHeaders(request, origins), ...answer.headers };
  record.sent = await send(response, { ...answer, headers }, { method, fault });
}

async function route(
  hub: Hub,
  request: IncomingMessage,
  { host, ...rest }: Pick<Context, "method" | "target" | "fault" | "record"> & { host: string },
): Promise<Answer> {
  const { method, target } = rest;
  const base = publicBase(request, host);
  if (method === "OPTIONS") return { status: 204 };
  const { parts, query } = splitTarget(target);
  const matched = findRoute(method, parts);
  if (!matched) throw new HttpError(404, "Sorry, we can't find the page you are looking for.");
  const { handler, params } = matched;
  const user = authenticate(request.headers.authorization, hub.users);
  return handler({ hub, request, query, params, user, base, ...rest });
}

/** That time, or less when the client goes or the emulator is closed. */
async function wait({ socket }: IncomingMessage, milliseconds: number): Promise<void> {
  const gone = new AbortController();
  const stop = () => gone.abort();
  socket.once("close", stop);
  await setTimeout(milliseconds, undefined, { signal: gone.signal }).catch(() => {});
  socket.off("close", stop);
}

function faulty(fault: { status: number; headers?: Record<string, string>; body?: string }): Answer {
  const limits = { RateLimit: '"api";r=0;t=1', "RateLimit-Policy": '"fixed window";"api";q=1000;w=300' };
  const headers = fault.headers ?? (fault.status === 429 ? limits : {});
  if (fault.body !== undefined) return { status: fault.status, headers, text: fault.body };
  const error = fault.status === 429 ? "We had to rate limit you" : "A fault by configuration";
  return { status: fault.status, headers: { "X-Error-Message": error, ...headers }, json: { error } };
}

/** What a handler threw, as the Hub would tell it. */
function errorAnswer(thrown: unknown): Answer {
  // What the system says would name folders of this machine.
  const code = (thrown as { code?: unknown } | undefined)?.code ?? (thrown as Error | undefined)?.name;
  const error = thrown instanceof HttpError ? thrown : new HttpError(500, `Internal Server Error (${String(code)})`);
  return {
    status: error.status,
    headers: {
      // A header can't hold every letter that a message may.
      "X-Error-Message": error.message.replace(/[^\x20-\x7e]/g, "?"),
      ...(error.errorCode && { "X-Error-Code": error.errorCode }),
      ...error.headers,
    },
    json: { error: error.message, ...error.extra },
  };
}
