import type { CardFile, ModelPart } from "../build/model-card-input.ts";

/** What a snippet is asked whether it applies to. */
export interface SnippetSubject {
  part: ModelPart;
  /** The part's files, by path below its folder. */
  has(path: string): boolean;
  files: readonly CardFile[];
  repo: string | undefined;
}

/** Code that a card may show: it was run by a test as it stands in the registry, its placeholders filled. */
export interface Snippet {
  id: string;
  /** What the fence calls it: "js" or "python". */
  language: "js" | "python";
  /** A sentence above it: what it needs and what it does. */
  about: string;
  /** Code with placeholders such as {{repo}}. */
  template: string;
  /** What fills the placeholders for a model; undefined where the snippet is not for it. */
  values(subject: SnippetSubject): Record<string, string> | undefined;
}
