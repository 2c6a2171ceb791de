import type { Content } from "../download/content.ts";
import { HubError } from "../errors/hub-error.ts";

/**
 * The oid of bytes, by Web Crypto.
 *
 * @throws HubError "no-web-crypto" on a page that was not loaded by https or from this machine.
 */
export async function digest(
  bytes: Uint8Array<ArrayBuffer>,
  { storage }: Pick<Content, "storage">,
  subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle,
): Promise<string> {
  if (!subtle)
    throw new HubError("no-web-crypto", "this page can't check what it downloads: it has no Web Crypto", {
      remedy: "serve the page by https, or from localhost",
    });
  const hash = storage === "lfs" ? subtle.digest("SHA-256", bytes) : subtle.digest("SHA-1", await gitBlob(bytes));
  return [...new Uint8Array(await hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function gitBlob(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  return new Blob([`blob ${bytes.length}\0`, bytes]).arrayBuffer();
}
