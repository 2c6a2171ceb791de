/** The first digits of a sha256: enough for an eye to tell models apart. */
export function shortHash(sha256: string): string {
  return sha256.slice(0, 12);
}
