const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Where a text stops being JSON, and what should stand there. */
export interface JsonError {
  /** In UTF-16 code units, from 0. */
  offset: number;
  reason: string;
}

/**
 * Finds the first place where a text stops being JSON (RFC 8259); undefined when it never does. Engines word and place this differently,
 * or don't place it at all.
 */
export function locateJsonError(text: string): JsonError | undefined {
  const open: ("{" | "[")[] = [];
  let at = 0;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0].length ?? 0;
    at += found;
    return found > 0;
  };
  const take = (character: string) => {
    if (text[at] !== character) return false;
    at++;
    return true;
  };
  const string = (): JsonError | boolean => {
    if (!take('"')) return false;
    for (;;) {
      if (take('"')) return true;
      if (at >= text.length) return { offset: at, reason: 'a string is not closed with "' };
      if (text[at] === "\\") {
        if (!match(ESCAPE)) return { offset: at, reason: "a backslash must be followed by one of \" \\ / b f n r t u" };
      } else if (text.charCodeAt(at) < 0x20) return { offset: at, reason: "a string must not hold control characters or line ends" };
      else at++;
    }
  };

  let expect: "value" | "value or ]" | "key" | "key or }" | "after" = "value";
  for (;;) {
    match(SPACE);
    if (expect === "after") {
      const container = open.at(-1);
      if (!container) return at < text.length ? { offset: at, reason: "the document has ended" } : undefined;
      if (take(",")) expect = container === "{" ? "key" : "value";
      else if (take(container === "{" ? "}" : "]")) open.pop();
      else return { offset: at, reason: `"," or "${container === "{" ? "}" : "]"}" is missing` };
    } else if (expect === "key" || expect === "key or }") {
      if (expect === "key or }" && take("}")) {
        open.pop();
        expect = "after";
        continue;
      }
      const key = string();
      if (typeof key === "object") return key;
      if (!key) return { offset: at, reason: "a key in double quotes is missing" };
      match(SPACE);
      if (!take(":")) return { offset: at, reason: '":" is missing' };
      expect = "value";
    } else {
      if (expect === "value or ]" && take("]")) {
        open.pop();
        expect = "after";
        continue;
      }
      const value = string();
      if (typeof value === "object") return value;
      if (take("{")) {
        open.push("{");
        expect = "key or }";
      } else if (take("[")) {
        open.push("[");
        expect = "value or ]";
      } else if (value || match(NUMBER) || match(WORD)) expect = "after";
      else return { offset: at, reason: "a value is missing" };
    }
  }
}
