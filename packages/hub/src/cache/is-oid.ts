/** Whether a name is that of a content: git's sha1, or sha256. */
export function isOid(name: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name);
}
