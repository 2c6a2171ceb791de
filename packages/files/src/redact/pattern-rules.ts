import { REDACTED, type Rule } from "./rule.ts";

/** Tokens that are known by their form: Hugging Face, npm, GitHub, JSON Web Tokens (RFC 7519). Code such as hf_hub_download is none. */
const TOKENS = [
  /hf_(?:[A-Za-z0-9]{20,}|(?=[A-Za-z]{0,20}\d)[A-Za-z0-9]{8,})/g,
  /(?:npm|gh[opsur]|api_org|github_pat)_[A-Za-z0-9_]{20,}/g,
  /eyJ[\w-]{8,400}\.[\w-]{8,}\.[\w-]*/g,
];

const HEADERS = "authorization|cookie|x-api-key";
const SECRETS = "token|password|passwd|secret|api[-_]?key|signature|credential";

/**
 * A field's name, what stands between, and its value in quotes, to the line's end where they are not closed; or a value without quotes, where
 * that form is given. Quotes may be escaped, as in JSON within JSON. Spaces are counted, so that no text takes long.
 */
function field(names: string, separator: string, bare?: string): RegExp {
  const quoted = String.raw`(\\{0,3}(["']))(?:(?!\\{0,3}\3)[^\r\n])+`;
  const value = bare ? `(?:${quoted}|${bare})` : quoted;
  return new RegExp(String.raw`((?:${names})(?:\\{0,3}["'])?[ \t]{0,4}${separator}[ \t]{0,4})${value}`, "gi");
}

const FIELDS = [
  // As a header, in JSON, as Node prints an object, or as curl is given it.
  field(HEADERS, "[:=]", String.raw`[^\s"',}][^"'\r\n,}]*`),
  // HF_TOKEN=..., ?access_token=..., X-Amz-Signature=...
  field(`${SECRETS}|_auth`, "=", String.raw`[^\s"'&;,)}\]]+`),
  field(SECRETS, ":"),
  /((?<![\w-])--[\w-]{0,30}(?:token|password|secret|api-key)[ \t]{1,4})[^\s"'-][^\s"']*/gi,
  /(\bbearer[ \t]{1,4})[\w.~+/=-]{6,}/gi,
];

/** What stands between "scheme://" and the last "@" before the path (RFC 3986, 3.2.1). */
const USER_INFO = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'<>]+@/gi;

/** Secrets that are known by what stands before them, or by their form. */
export const PATTERN_RULES: readonly Rule[] = [
  ...FIELDS.map(
    (pattern): Rule =>
      (text) =>
        text.replace(pattern, keepName),
  ),
  ...TOKENS.map(
    (pattern): Rule =>
      (text) =>
        text.replace(pattern, REDACTED),
  ),
  (text) => text.replace(USER_INFO, `$1${REDACTED}@`),
];

function keepName(_: string, before: string, opening?: string | number): string {
  return `${before}${typeof opening === "string" ? opening : ""}${REDACTED}`;
}
