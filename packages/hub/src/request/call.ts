import { badAnswer } from "../errors/bad-answer.ts";
import type { Connection } from "./connection.ts";
import { type Answer, type Call, send } from "./send.ts";

const LARGEST_ANSWER = 256 << 20;

/** Sends a request and takes in its whole answer: one that breaks off is asked for again. */
export function call(connection: Connection, address: string | URL, options: Call = {}): Promise<Response> {
  return send(connection, address, options, whole);
}

/** As `call`, with a JSON body sent and a JSON answer read. */
export async function callJson<T>(
  connection: Connection,
  address: string | URL,
  { json, headers, ...options }: Omit<Call, "body"> & { json?: unknown } = {},
): Promise<T> {
  const sent = json === undefined ? undefined : JSON.stringify(json);
  const response = await call(connection, address, {
    ...options,
    headers: {
      ...(headers as Record<string, string>),
      accept: "application/json",
      ...(sent && { "content-type": "application/json" }),
    },
    body: sent === undefined ? undefined : () => sent,
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw badAnswer("the answer is no JSON");
  }
}

async function whole({ response, chunks }: Answer): Promise<Response> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const part of chunks()) {
    size += part.byteLength;
    if (size > LARGEST_ANSWER) throw badAnswer("the answer is larger than 256 MiB");
    parts.push(part as Uint8Array<ArrayBuffer>);
  }
  const { status, statusText, headers } = response;
  return new Response([204, 205, 304].includes(status) ? null : new Blob(parts), { status, statusText, headers });
}
