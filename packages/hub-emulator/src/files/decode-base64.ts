import { HttpError } from "../server/http-error.ts";

/** Bytes from base64 as RFC 4648 has it; refused (400) when it is something else, for Buffer would skip what it does not know. */
export function decodeBase64(text: unknown): Buffer {
  if (typeof text === "string" && text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    return Buffer.from(text, "base64");
  }
  throw new HttpError(400, "The content of a file is not valid base64");
}
