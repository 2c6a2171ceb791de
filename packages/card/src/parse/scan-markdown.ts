/** A heading written with "#". */
export interface Heading {
  level: number;
  title: string;
  /** Offset of its line. */
  start: number;
}

/** A fenced block of code. */
export interface CodeBlock {
  /** First word after the fence, in lower case; "" where there is none. */
  language: string;
  /** What stands between the fences, with line ends "\n". */
  code: string;
  start: number;
  /** Behind its last line. */
  end: number;
}

/** A comment of this package on a line of its own. */
export interface Comment {
  /** What follows "tiny-cats:" in it. */
  text: string;
  start: number;
  /** Behind its line end. */
  end: number;
}

interface Scan {
  headings: Heading[];
  blocks: CodeBlock[];
  comments: Comment[];
  /** Offset of a fence that nothing closes: all behind it is code. */
  unclosed?: number;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const COMMENT = "<!-- tiny-cats:";

/**
 * Headings, fenced code and this package's comments in Markdown from an offset on, in one pass over its lines. Indented code and
 * headings underlined with "=" or "-" are taken for text.
 */
export function scanMarkdown(text: string, from: number): Scan {
  const scan: Scan = { headings: [], blocks: [], comments: [] };
  let open: { mark: string; block: CodeBlock; lines: string[] } | undefined;
  for (let start = from; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline + 1;
    const line = text.slice(start, end).trimEnd();
    const fence = FENCE.exec(line)?.[1];
    if (open) {
      const closes = fence?.startsWith(open.mark) && line.trim() === fence;
      if (closes) {
        open.block.code = open.lines.join("\n");
        open.block.end = end;
        open = undefined;
      } else open.lines.push(line);
    } else if (fence && !line.slice(line.indexOf(fence) + fence.length).includes("`")) {
      const language = line.slice(line.indexOf(fence) + fence.length).trim();
      const block = { language: language.split(/\s/, 1)[0].toLowerCase(), code: "", start, end: text.length };
      scan.blocks.push(block);
      open = { mark: fence, block, lines: [] };
    } else if (line.startsWith("#")) {
      const level = /^#+/.exec(line)![0].length;
      const rest = line.slice(level);
      if (level <= 6 && (rest === "" || /^[ \t]/.test(rest))) {
        scan.headings.push({
          level,
          title: rest
            .trim()
            .replace(/(?<!#)#+$/, "")
            .trim(),
          start,
        });
      }
    } else if (line.startsWith(COMMENT) && line.endsWith("-->")) {
      scan.comments.push({ text: line.slice(COMMENT.length, -3).trim(), start, end });
    }
    start = end;
  }
  if (open) {
    open.block.code = open.lines.join("\n");
    scan.unclosed = open.block.start;
  }
  return scan;
}
