/** Shorter than this, an encoded piece would be found by chance. */
const SHORTEST = 8;

/**
 * What base64 (RFC 4648, both alphabets) makes of a text wherever it stands in what is encoded: three bytes become four characters, so there
 * are three ways to be placed. Characters that depend on the neighbouring bytes too are left out.
 */
export function base64Forms(text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  const forms = [0, 1, 2].flatMap((before) => {
    const encoded = btoa(`${"\0".repeat(before)}${String.fromCharCode(...bytes)}`).replace(/=+$/, "");
    const shared = (before + bytes.length) % 3 === 0 ? 0 : 1;
    const own = encoded.slice([0, 2, 3][before], encoded.length - shared);
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST);
}
