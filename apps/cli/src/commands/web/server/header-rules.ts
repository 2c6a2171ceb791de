/** Headers for the paths that match: a path, or one that ends in * for all below. */
export interface HeaderRule {
  pattern: string;
  headers: readonly (readonly [name: string, value: string])[];
}

/** Reads a `_headers` file, as Netlify and Cloudflare Pages have it: a path, then its headers indented. */
export function parseHeaderRules(text: string): HeaderRule[] {
  const rules: { pattern: string; headers: [string, string][] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    if (!/^\s/.test(line)) rules.push({ pattern: line.trim(), headers: [] });
    else {
      const [, name, value] = /^\s+([A-Za-z0-9-]+):\s*(.*?)\s*$/.exec(line) ?? [];
      if (name) rules.at(-1)?.headers.push([name, value]);
    }
  }
  return rules;
}

/** The headers of a path such as "/assets/x.js": those of every rule that matches, the later ones in place of the earlier. */
export function headersFor(rules: readonly HeaderRule[], path: string): Record<string, string> {
  const matches = ({ pattern }: HeaderRule) =>
    pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
  return Object.fromEntries(rules.filter(matches).flatMap(({ headers }) => headers));
}
