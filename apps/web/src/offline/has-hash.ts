/**
 * Whether an answer has the bytes that the build gave this hash, the first 16 hex digits of their SHA-256. A host may answer 200 with a file of another build,
 * or with a page of its own: neither is to be kept.
 */
export async function hasHash(response: Response, hash: string): Promise<boolean> {
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.startsWith(hash);
}
