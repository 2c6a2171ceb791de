const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The first place where a text stops being JSON, and what is wrong there. */
export interface JsonError {
  /** In UTF-16 code units, from 0. */
  offset: number;
  reason: string;
}

/** Where the JSON string that begins at `start` (on its quote) ends, or what is wrong in it. */
export function scanJsonString(text: string, start: number): number | JsonError {
  for (let at = start + 1; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return { offset: at, reason: "a string must not hold control characters or line ends" };
    if (code !== 0x5c) {
      at++;
      continue;
    }
    ESCAPE.lastIndex = at;
    if (!ESCAPE.test(text)) return { offset: at, reason: "a backslash begins no escape that JSON knows" };
    at = ESCAPE.lastIndex;
  }
  return { offset: text.length, reason: "a string is not closed" };
}
