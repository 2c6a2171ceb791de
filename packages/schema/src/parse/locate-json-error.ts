import { type JsonError, scanJsonString } from "./scan-json-string.ts";

const SPACE = /[ \t\n\r]*/y;
const NUMBER_OR_WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Finds the first place where a text stops being JSON (RFC 8259); undefined when it never does. Engines word and place this differently,
 * or don't place it at all. Takes any depth: it does not call itself.
 */
export function locateJsonError(text: string): JsonError | undefined {
  const closers: ("}" | "]")[] = [];
  let at = 0;
  let state: "value" | "first value" | "key" | "first key" | "after" = "value";

  for (;;) {
    at = skip(SPACE, text, at);
    const character = text[at];
    const closer = closers.at(-1);
    const mayClose = state === "after" || state === "first value" || state === "first key";

    if (mayClose && closer && character === closer) {
      closers.pop();
      at++;
      state = "after";
    } else if (state === "after") {
      if (!closer) return at < text.length ? { offset: at, reason: "the document has ended before this" } : undefined;
      if (character !== ",") return { offset: at, reason: `"," or "${closer}" is missing` };
      at++;
      state = closer === "}" ? "key" : "value";
    } else if (state === "key" || state === "first key") {
      const end =
        character === '"' ? scanJsonString(text, at) : { offset: at, reason: "a key in double quotes is missing" };
      if (typeof end === "object") return end;
      at = skip(SPACE, text, end);
      if (text[at] !== ":") return { offset: at, reason: '":" is missing' };
      at++;
      state = "value";
    } else if (character === "{" || character === "[") {
      closers.push(character === "{" ? "}" : "]");
      at++;
      state = character === "{" ? "first key" : "first value";
    } else {
      const end = character === '"' ? scanJsonString(text, at) : skip(NUMBER_OR_WORD, text, at);
      if (typeof end === "object") return end;
      if (end === at) return { offset: at, reason: "a value is missing" };
      at = end;
      state = "after";
    }
  }
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
