import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * SHA-256 of bytes, in lower-case hexadecimal.
 *
 * @throws TinyCatsError "no-web-crypto" on a page that is not a secure context
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (!globalThis.crypto?.subtle) {
    throw new TinyCatsError("no-web-crypto", "this page can't check hashes: it is not a secure context", {
      remedy: "serve it over https, or from localhost",
    });
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
