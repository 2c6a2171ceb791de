import { isMap, isScalar, type Node } from "yaml";
import { type FrontMatter, parseFrontMatter } from "../parse/parse-front-matter.ts";
import { sameValue } from "./same-value.ts";
import { yamlText } from "./yaml-text.ts";

/** One key of a front matter and what it is to be; undefined takes it away. */
export interface Edit {
  key: string;
  value: unknown;
}

/**
 * The YAML with some of its keys set, removed or added at its end; every other byte stays. Where an edit would change more than its own key
 * (an alias elsewhere refers into it, or all is on one line), that edit is left out and listed.
 */
export function editFrontMatter(front: FrontMatter, edits: readonly Edit[]): { yaml: string; refused: string[] } {
  const refused: string[] = [];
  let current = front;
  for (const { key, value } of edits) {
    const { [key]: _, ...rest } = current.data;
    const wanted = value === undefined ? rest : { ...rest, [key]: value };
    if (sameValue(wanted, current.data)) continue;
    const next = reread(splice(current, key, value), wanted);
    if (next) current = next;
    else refused.push(key);
  }
  return { yaml: current.yaml, refused };
}

function reread(yaml: string, wanted: unknown): FrontMatter | undefined {
  try {
    const front = parseFrontMatter(yaml, 0);
    return sameValue(front.data, wanted) ? front : undefined;
  } catch {
    return undefined;
  }
}

function splice({ yaml, document }: FrontMatter, key: string, value: unknown): string {
  const newline = yaml.includes("\r\n") ? "\r\n" : "\n";
  const text = value === undefined ? "" : yamlText({ [key]: value }).replaceAll("\n", newline);
  const pair = isMap(document.contents)
    ? document.contents.items.find(({ key: name }) => isScalar(name) && name.value === key)
    : undefined;
  if (!pair) return `${yaml}${yaml === "" || yaml.endsWith("\n") ? "" : newline}${text}`;
  const name = pair.key as Node;
  const from = yaml.lastIndexOf("\n", (name.range?.[0] ?? 0) - 1) + 1;
  const last = (pair.value as Node | null)?.range?.[1] ?? name.range?.[1] ?? 0;
  const end = yaml[last - 1] === "\n" ? last : yaml.indexOf("\n", last) + 1 || yaml.length;
  return yaml.slice(0, from) + text + yaml.slice(end);
}
