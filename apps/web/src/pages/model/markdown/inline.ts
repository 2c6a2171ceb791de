/** A piece of a line of text. */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "strong"; of: Inline[] }
  | { kind: "emphasis"; of: Inline[] }
  | { kind: "link"; href: string; of: Inline[] };

const TOKEN =
  /\\([!-/:-@[-`{-~])|(`+)(.+?)\2(?!`)|\*\*(.+?)\*\*|(?<![\w*])[*_](?=\S)(.+?)(?<=\S)[*_](?![\w*])|\[([^\]]*)\]\(([^()\s]*)\)|<(https?:\/\/[^\s<>]+)>/s;

const DEEPEST = 6;

/**
 * Reads the marks within a line: code, strong, emphasis, links, escapes. Only links to http and https become links; whatever else is a link in the
 * file, such as one to a file beside it, is its text. HTML stays the characters it is made of.
 */
export function parseInline(text: string, depth = 0): Inline[] {
  const out: Inline[] = [];
  const add = (plain: string) => {
    const last = out.at(-1);
    if (plain === "") return;
    if (last?.kind === "text") last.text += plain;
    else out.push({ kind: "text", text: plain });
  };
  const within = (inner: string): Inline[] =>
    depth < DEEPEST ? parseInline(inner, depth + 1) : [{ kind: "text", text: inner }];
  let rest = text;
  for (let found = TOKEN.exec(rest); found; found = TOKEN.exec(rest)) {
    const [whole, escaped, , code, strong, emphasis, label, target, bare] = found;
    add(rest.slice(0, found.index));
    if (escaped !== undefined) add(escaped);
    else if (code !== undefined) out.push({ kind: "code", text: code.replace(/^ (.*) $/, "$1") });
    else if (strong !== undefined) out.push({ kind: "strong", of: within(strong) });
    else if (emphasis !== undefined) out.push({ kind: "emphasis", of: within(emphasis) });
    else if (bare !== undefined) out.push({ kind: "link", href: bare, of: [{ kind: "text", text: bare }] });
    else if (isWeb(target)) out.push({ kind: "link", href: target, of: within(label) });
    else out.push(...within(label));
    rest = rest.slice(found.index + whole.length);
  }
  add(rest);
  return out;
}

function isWeb(target: string): boolean {
  try {
    return /^https?:$/.test(new URL(target).protocol);
  } catch {
    return false;
  }
}
