const NEVER = [".git", ".cache/huggingface", ".cache/tiny-cats"];

/** Whether a path is one of those that are never uploaded, at any depth: git's own, the clients' caches and our journal. */
export function isBuiltIn(path: string): boolean {
  return NEVER.some((name) => path === name || path.endsWith(`/${name}`));
}
