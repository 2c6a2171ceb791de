import { CLASSIFY } from "./classify.ts";
import { CONTINUE_TEXT } from "./continue-text.ts";
import { GENERATE } from "./generate.ts";
import type { Snippet } from "./snippet.ts";

/** Every snippet that a card may show. */
export const SNIPPETS: readonly Snippet[] = [...CLASSIFY, ...GENERATE, ...CONTINUE_TEXT];
