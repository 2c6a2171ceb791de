import { TinyCatsError } from "@tiny-cats/schema/errors";

/** Nesting and values that no request here comes near: pictures are text, however long. */
const DEPTH = 16;
const VALUES = 10_000;

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, COMMA] = Buffer.from('"\\[]{},');

/**
 * Looks over JSON before it is parsed, since brackets alone grow to many times their bytes as values. Says nothing of whether it is JSON.
 *
 * @throws TinyCatsError "json-too-complex"
 */
export function boundJson(bytes: Uint8Array): void {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfText(bytes, at);
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      values++;
      if (++depth > DEPTH) throw tooComplex(`nested more than ${DEPTH} deep`);
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--;
    else if (byte === COMMA) values++;
    if (values > VALUES) throw tooComplex(`made of more than ${VALUES} values`);
  }
}

/** Where the text that begins at `start` has its closing quote; the end where it has none. */
function endOfText(bytes: Uint8Array, start: number): number {
  for (let from = start + 1; ; ) {
    const quote = bytes.indexOf(QUOTE, from);
    if (quote < 0) return bytes.length;
    let backslashes = 0;
    while (bytes[quote - 1 - backslashes] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return quote;
    from = quote + 1;
  }
}

function tooComplex(how: string): TinyCatsError {
  return new TinyCatsError("json-too-complex", `the request's JSON is ${how}`, {
    value: how,
    remedy: "see /openapi.json for the shape of requests",
  });
}
