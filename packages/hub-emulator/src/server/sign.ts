import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "./context.ts";
import { HttpError } from "./http-error.ts";

/** An address that stands for itself: whoever has it may use it, with this method and these values, until it expires. */
export function signedUrl(
  { hub, base }: Context,
  method: string,
  path: string,
  values: Record<string, string | number>,
): string {
  const expires = Math.floor(hub.clock() / 1000) + hub.limits.signatureSeconds;
  const query = new URLSearchParams(Object.entries({ ...values, expires }).map(([key, value]) => [key, String(value)]));
  query.set("signature", signature(hub.storage.secret, method, path, query));
  return `${base}${path}?${query}`;
}

/** Refuses (403) a request whose address was not signed for this method, was changed, or has expired. */
export function requireSignature({ hub, target, method, query }: Context): void {
  const path = target.split("?")[0]!;
  const values = new URLSearchParams(query);
  const given = Buffer.from(values.get("signature") ?? "");
  values.delete("signature");
  const wanted = Buffer.from(signature(hub.storage.secret, method === "HEAD" ? "GET" : method, path, values));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    throw new HttpError(403, "SignatureDoesNotMatch");
  if (Number(values.get("expires")) < hub.clock() / 1000) throw new HttpError(403, "Request has expired");
}

function signature(secret: string, method: string, path: string, values: URLSearchParams): string {
  return createHmac("sha256", secret).update(`${method}\n${path}\n${values}`).digest("hex");
}
