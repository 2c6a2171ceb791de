import * as v from "valibot";

/** Bytes as base64, with padding. Checked by characters alone, so that a long text costs no more than reading it. */
export function base64() {
  return v.pipe(
    v.string(),
    v.check(isBase64, "no base64"),
    v.transform((text) => Buffer.from(text, "base64")),
  );
}

function isBase64(text: string): boolean {
  if (text.length === 0 || text.length % 4 !== 0) return false;
  const end = text.endsWith("==") ? text.length - 2 : text.endsWith("=") ? text.length - 1 : text.length;
  for (let i = 0; i < end; i++) {
    const c = text.charCodeAt(i);
    const known = (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || (c >= 48 && c <= 57) || c === 43 || c === 47;
    if (!known) return false;
  }
  return true;
}
