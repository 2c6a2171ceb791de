/** A block of commands of a document. */
export interface Block {
  /** Of the line with its fence. */
  line: number;
  script: string;
}

/** Blocks marked sh, in their order; one within a list is moved to the left. */
export function commandsOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^( *)```sh\n(.*?)^\1```$/gms)].map(({ index, 1: indent, 2: text }) => ({
    line: markdown.slice(0, index).split("\n").length,
    script: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}
