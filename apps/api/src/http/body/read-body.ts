import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { BodyBudget } from "./body-budget.ts";

export interface ReadBodyOptions {
  maxBytes: number;
  budget: BodyBudget;
  /** Milliseconds that it may take to come. */
  timeoutMs: number;
}

const FIRST_BYTES = 16 << 10;

/**
 * A request's body, whole. Its bytes count against the budget until `release` is called.
 *
 * @throws TinyCatsError "body-too-large", before it is read where its length is announced; "body-cut"; "body-timeout"; "too-busy"
 */
export async function readBody(
  request: Request,
  { maxBytes, budget, timeoutMs }: ReadBodyOptions,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; release: () => void }> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > maxBytes) throw tooLarge(maxBytes);
  const reader = request.body?.getReader();
  if (!reader) return { bytes: new Uint8Array(), release: () => undefined };
  const body = growing(announced || maxBytes, budget);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    // Ends the read that waits. Never cancelled: that would end the connection before its answer. The server lets the rest pass by.
    reader.releaseLock();
  }, timeoutMs);
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause) => {
        throw late ? tooLate(timeoutMs) : cut(body.length, cause);
      });
      if (done) break;
      if (body.length + value.length > maxBytes) throw tooLarge(maxBytes);
      body.add(value);
    }
  } catch (error) {
    body.release();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return { bytes: body.bytes(), release: body.release };
}

/**
 * Bytes that come in pieces, copied into one place: a body sent byte by byte would otherwise be as many objects, a hundred times its size.
 *
 * @param expected bytes, which it grows to in doubling steps, as they come
 */
function growing(expected: number, budget: BodyBudget) {
  let place = new Uint8Array();
  let length = 0;
  return {
    get length() {
      return length;
    },
    /** @throws TinyCatsError "too-busy" */
    add(piece: Uint8Array) {
      const needed = length + piece.length;
      if (needed > place.length) {
        const larger = Math.max(needed, Math.min(Math.max(2 * place.length, FIRST_BYTES), expected));
        budget.take(larger - place.length);
        const grown = new Uint8Array(larger);
        grown.set(place.subarray(0, length));
        place = grown;
      }
      place.set(piece, length);
      length = needed;
    },
    bytes: () => place.subarray(0, length),
    release() {
      budget.give(place.length);
      place = new Uint8Array();
    },
  };
}

function cut(length: number, cause: unknown): TinyCatsError {
  return new TinyCatsError("body-cut", "the request ended before its body did", {
    value: length,
    remedy: "send it again",
    cause,
  });
}

function tooLate(timeoutMs: number): TinyCatsError {
  return new TinyCatsError("body-timeout", `the request's body did not come within ${timeoutMs / 1000} s`, {
    value: timeoutMs,
    remedy: "send less, or over a faster line",
  });
}

function tooLarge(maxBytes: number): TinyCatsError {
  return new TinyCatsError("body-too-large", `the request's body is larger than ${maxBytes} bytes`, {
    value: maxBytes,
    remedy: "send less, such as a smaller picture or fewer at once",
  });
}
