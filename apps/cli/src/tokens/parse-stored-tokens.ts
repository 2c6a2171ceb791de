import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { StoredTokens } from "./stored-tokens.ts";

/**
 * Reads stored_tokens as Python's configparser does: sections of "key = value", comments with # or ;, values that go on in indented lines.
 *
 * @throws TinyCatsError "invalid-stored-tokens" of anything else, for it would be lost when it is written anew.
 */
export function parseStoredTokens(text: string, path: string): StoredTokens {
  const tokens: StoredTokens = new Map();
  let fields: Map<string, string> | undefined;
  let key: string | undefined;
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const section = /^\[(.+)\]/.exec(line);
    const field = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line);
    if (/^\s/.test(line) && fields && key !== undefined) {
      fields.set(key, `${fields.get(key)}\n${line.trim()}`);
    } else if (section) {
      key = undefined;
      fields = tokens.get(section[1]) ?? new Map();
      tokens.set(section[1], fields);
    } else if (field && fields) {
      key = field[1].toLowerCase();
      fields.set(key, field[2].trim());
    } else {
      throw new TinyCatsError("invalid-stored-tokens", `line ${i + 1} of ${path} is none of a file of stored tokens`, {
        value: path,
        remedy: "mend the line or remove the file, which only keeps tokens to switch between",
      });
    }
  }
  return tokens;
}
