import { HubError } from "../errors/hub-error.ts";
import { networkFailure } from "../errors/network-failure.ts";
import { type Asked, refusal } from "../errors/refusal.ts";
import { backoff } from "./backoff.ts";
import type { Connection } from "./connection.ts";
import { type IdleDeadline, idleDeadline } from "./idle-deadline.ts";
import { pause } from "./pause.ts";

export interface Call {
  method?: string;
  /** A function is asked anew for each attempt. */
  headers?: HeadersInit | (() => HeadersInit);
  /** Made anew for each attempt, so that a stream can be sent again; `touch` tells that bytes went out. */
  body?: (touch: () => void) => BodyInit;
  /** Statuses besides 2xx that are answers, not errors. */
  accept?: readonly number[];
  /** "manual" hands redirects to the caller. */
  redirect?: RequestRedirect;
  /** In place of the connection's. */
  retries?: number;
  signal?: AbortSignal;
}

/** An answer whose body can be read while silence is watched for. */
export interface Answer {
  response: Response;
  /** The body's bytes as they come. Throws HubError "network-failed" where it breaks off or falls silent. */
  chunks(): AsyncGenerator<Uint8Array>;
}

/**
 * Sends a request until it is answered: again after 408, 429, 5xx (but 501) or a broken connection, also while `read` takes in the body, at
 * growing and uneven intervals or those the Hub names. Other refusals are final.
 *
 * The token goes to the endpoint's own origin alone.
 *
 * @throws HubError as `refusal` and `networkFailure` make them; the signal's reason, at once; what `read` throws.
 */
export async function send<T>(
  connection: Connection,
  address: string | URL,
  {
    method = "GET",
    headers,
    body,
    accept = [],
    redirect,
    retries = connection.retries,
    signal = connection.signal,
  }: Call,
  read: (answer: Answer) => Promise<T>,
): Promise<T> {
  const url = new URL(address);
  const token = url.origin === new URL(connection.endpoint).origin ? connection.token : undefined;
  const asked: Asked = { method, url, token: connection.token };
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const idle = idleDeadline(connection.timeoutMs, signal);
    try {
      connection.spent.requests++;
      const response = await ask(connection, url, asked, idle, {
        method,
        headers: withToken(typeof headers === "function" ? headers() : headers, token),
        redirect,
        ...(body && { body: body(idle.touch), duplex: "half" }),
      });
      if (!response.ok && !accept.includes(response.status)) throw await refusal(response, { ...asked, token });
      return await read({ response, chunks: () => chunks(response, asked, idle) });
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof HubError)) throw error;
      error.attempts = attempt;
      const waitMs = attempt > retries ? undefined : waitBefore(error, attempt, connection);
      if (waitMs === undefined) throw error;
      connection.spent.retries++;
      connection.onRetry?.({ error, attempt, waitMs });
      idle.stop();
      await pause(waitMs, signal);
    } finally {
      idle.stop();
    }
  }
}

async function ask(
  { fetch }: Connection,
  url: URL,
  asked: Asked,
  idle: IdleDeadline,
  init: RequestInit,
): Promise<Response> {
  try {
    const response = await fetch(url, { ...init, signal: idle.signal });
    idle.touch();
    return response;
  } catch (cause) {
    throw networkFailure(idle.expired ? idle.signal.reason : cause, asked);
  }
}

async function* chunks(response: Response, asked: Asked, idle: IdleDeadline): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause) => {
        throw networkFailure(idle.expired ? idle.signal.reason : cause, asked);
      });
      if (done) return;
      idle.touch();
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function withToken(given: HeadersInit | undefined, token: string | undefined): Headers {
  const headers = new Headers(given);
  if (token === undefined) headers.delete("authorization");
  else headers.set("authorization", `Bearer ${token}`);
  return headers;
}

/** Milliseconds to wait, or undefined where asking again is of no use. */
function waitBefore(
  { code, status, retryAfterMs }: HubError,
  attempt: number,
  connection: Connection,
): number | undefined {
  const passing = code === "network-failed" || status === 408 || status === 429 || (status! >= 500 && status !== 501);
  if (!passing) return undefined;
  if (retryAfterMs !== undefined) return retryAfterMs <= connection.longestWaitMs ? retryAfterMs : undefined;
  return backoff(attempt, connection);
}
