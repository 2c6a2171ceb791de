import type { Context } from "./context.ts";
import { HttpError } from "./http-error.ts";

/** A request's body, block by block, up to a bound; where a fault wants it, the connection ends in the middle. */
export async function* readBody({ request, fault, record }: Context, maxBytes: number): AsyncGenerator<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const resetAfter = fault && "reset" in fault ? fault.afterRequestBytes : undefined;
  const { socket } = request;
  let bytes = 0;
  for await (const block of request as AsyncIterable<Buffer>) {
    bytes += block.length;
    record.received = bytes;
    if (resetAfter !== undefined && bytes > resetAfter) {
      socket.resetAndDestroy();
      throw new HttpError(400, "the connection was reset on purpose");
    }
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    yield block;
  }
}

function tooLarge(maxBytes: number): HttpError {
  return new HttpError(413, `The request's body is larger than ${maxBytes} bytes`);
}

/** A request's body as text. */
export async function readText(context: Context): Promise<string> {
  const blocks: Buffer[] = [];
  for await (const block of readBody(context, context.hub.limits.jsonBody)) blocks.push(block);
  return Buffer.concat(blocks).toString("utf8");
}

/** A request's body as a JSON object. */
export async function readJsonObject(context: Context): Promise<Record<string, unknown>> {
  return parseJsonObject(await readText(context));
}

/** A text that must be a JSON object. */
export function parseJsonObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpError(400, "The body is not valid JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new HttpError(400, "The body is not a JSON object");
  }
  return value as Record<string, unknown>;
}
