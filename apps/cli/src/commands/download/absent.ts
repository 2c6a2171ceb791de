/** Which of the names no path is, or lies under. */
export function absent(named: readonly string[], paths: readonly string[]): string[] {
  return named.filter((name) => !paths.some((path) => path === name || path.startsWith(`${name}/`)));
}
