import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type Document, isAlias, isCollection, isMap, isPair, type Node, parseDocument } from "yaml";
import { LIMITS } from "./limits.ts";

/** The metadata before a card's Markdown. */
export interface FrontMatter {
  /** As it stands between the fences. */
  yaml: string;
  /** Offset of the YAML in the card. */
  start: number;
  /** The YAML with comments, order, anchors and quotes. */
  document: Document;
  /** What it says, by YAML 1.2's core schema: dates and "no" are texts. */
  data: Record<string, unknown>;
}

/**
 * Reads the YAML of a card.
 *
 * @throws TinyCatsError "invalid-front-matter" with the line (of the card), "front-matter-too-complex" over 32 levels, 200,000 nodes or 100 repeats by aliases
 */
export function parseFrontMatter(yaml: string, start: number): FrontMatter {
  const document = parseDocument(yaml, { prettyErrors: false, logLevel: "error", compat: "yaml-1.1" });
  const [error] = document.errors;
  if (error) {
    // The first line of a card is its fence.
    const line = yaml.slice(0, error.pos[0]).split("\n").length + 1;
    throw invalid(`line ${line}: ${error.message}`, { line, reason: error.message }, error);
  }
  const { contents } = document;
  if (contents === null) return { yaml, start, document, data: {} };
  if (!isMap(contents)) throw invalid("it must be a mapping of keys to values", yaml.slice(0, 80));
  checkSize(contents);
  let data: Record<string, unknown>;
  try {
    data = document.toJS({ maxAliasCount: LIMITS.aliases });
  } catch (cause) {
    if (cause instanceof ReferenceError && /excessive/i.test(cause.message)) {
      throw tooComplex(`its aliases repeat more than ${LIMITS.aliases} nodes`, cause.message);
    }
    throw invalid(String((cause as Error).message), undefined, cause);
  }
  return { yaml, start, document, data };
}

function checkSize(root: Node): void {
  let nodes = 0;
  const open: { node: unknown; depth: number }[] = [{ node: root, depth: 1 }];
  for (let item = open.pop(); item; item = open.pop()) {
    const { node, depth } = item;
    if (++nodes > LIMITS.nodes) throw tooComplex(`it has more than ${LIMITS.nodes} nodes`, nodes);
    if (depth > LIMITS.depth) throw tooComplex(`it is nested more than ${LIMITS.depth} deep`, depth);
    if (isPair(node)) open.push({ node: node.key, depth }, { node: node.value, depth });
    else if (isCollection(node) && !isAlias(node)) {
      for (const child of node.items) open.push({ node: child, depth: depth + 1 });
    }
  }
}

function invalid(reason: string, value: unknown, cause?: unknown): TinyCatsError {
  return new TinyCatsError("invalid-front-matter", `the front matter is no YAML that a card may have: ${reason}`, {
    value,
    remedy: "correct that place; texts with a colon, a hash or quotes in them are best written in double quotes",
    cause,
  });
}

function tooComplex(reason: string, value: unknown): TinyCatsError {
  return new TinyCatsError("front-matter-too-complex", `the front matter is refused: ${reason}`, {
    value,
    remedy: "write it flatter and without aliases",
  });
}
