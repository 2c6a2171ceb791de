import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { BodyBudget } from "./body-budget.ts";

/**
 * A request's body, whole. Its bytes count against the budget until `release` is called.
 *
 * @throws TinyCatsError "body-too-large", before it is read where its length is announced; "body-cut"; "too-busy"
 */
export async function readBody(
  request: Request,
  { maxBytes, budget }: { maxBytes: number; budget: BodyBudget },
): Promise<{ bytes: Uint8Array<ArrayBuffer>; release: () => void }> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > maxBytes) throw tooLarge(maxBytes);
  const reader = request.body?.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    while (reader) {
      const { done, value } = await reader.read().catch((cause) => {
        throw new TinyCatsError("body-cut", "the request ended before its body did", {
          value: length,
          remedy: "send it again",
          cause,
        });
      });
      if (done) break;
      if (length + value.length > maxBytes) throw tooLarge(maxBytes);
      budget.take(value.length);
      length += value.length;
      pieces.push(value);
    }
  } catch (error) {
    budget.give(length);
    await reader?.cancel().catch(() => undefined);
    throw error;
  }
  return { bytes: joined(pieces, length), release: () => budget.give(length) };
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    body.set(piece, at);
    at += piece.length;
  }
  return body;
}

function tooLarge(maxBytes: number): TinyCatsError {
  return new TinyCatsError("body-too-large", `the request's body is larger than ${maxBytes} bytes`, {
    value: maxBytes,
    remedy: "send less, such as a smaller picture or fewer at once",
  });
}
