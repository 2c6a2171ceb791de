/** Whether a path that may be missing is this one, or a folder around it. */
export function covers(allowed: string, path: string): boolean {
  return path === allowed || path.startsWith(`${allowed.replace(/\/$/, "")}/`);
}
