/**
 * The paths that a .gitattributes sends to large storage: the last line that fits and says something of `filter` decides (gitattributes
 * documentation of git). Quoted patterns, macros and "!" lines, which git refuses here, are passed over.
 */
export function lfsPatterns(attributes: string): (path: string) => boolean {
  const rules = attributes.split(/\r?\n/).flatMap((line) => {
    const [pattern = "", ...values] = line.trim().split(/\s+/);
    const filter = values.findLast((value) => /^[-!]?filter(?:=|$)/.test(value));
    if (filter === undefined || /^[#!"[]/.test(pattern)) return [];
    return [{ fits: glob(pattern), isLfs: filter === "filter=lfs" }];
  });
  return (path) => rules.findLast(({ fits }) => fits(path))?.isLfs ?? false;
}

/** A pattern without a slash is one for names, with one for paths; a folder's pattern never means what is in it. */
function glob(pattern: string): (path: string) => boolean {
  const isName = !pattern.includes("/");
  const source = pattern.replace(/^\//, "").replace(/\*\*\/|\/\*\*$|\*+|\?|[.+^${}()|[\]\\]/g, (token) => {
    if (token === "**/") return "(?:.*/)?";
    if (token === "/**") return "/.*";
    if (token.startsWith("*")) return "[^/]*";
    return token === "?" ? "[^/]" : `\\${token}`;
  });
  const expression = new RegExp(`^${source}$`, "su");
  return (path) => expression.test(isName ? path.slice(path.lastIndexOf("/") + 1) : path);
}
