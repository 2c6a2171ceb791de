const MASK = "[redacted]";

export interface RedactOptions {
  /** Texts that must not be seen, also percent-encoded or in base64. */
  secrets?: readonly string[];
  /** The user's home folder, shown as "~". */
  home?: string;
}

// What a token looks like, wherever it stands. The value's characters come last in each, after what may stay.
const SHAPES: readonly RegExp[] = [
  /()\b(?:hf|api_org)_[A-Za-z0-9]{8,}/g,
  /()\bnpm_[A-Za-z0-9]{20,}/g,
  /()\bgh[oprsu]_[A-Za-z0-9]{20,}/g,
  /(\b(?:Bearer|Basic)\s+)[A-Za-z0-9._~+/=-]{6,}/gi,
  /(\bauthorization["']?\s*[:=]\s*["']?)(?!(?:Bearer|Basic)\s)[^\s"',;]+/gi,
  /(\b(?:access_?token|auth_?token|token|api_?key|password|secret)["']?\s*[:=]\s*["']?)[^\s"'&,;]+/gi,
  /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:]+:[^\s/@]+(?=@)/gi,
];

/** A secret as it may stand in a text: plain, percent-encoded, or inside base64 at any of its three alignments. */
function forms(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const encoded = [0, 1, 2].map((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    // The first and last characters also hold bits of what stands beside the secret.
    return padded.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 8) / 6));
  });
  const urlSafe = encoded.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  return [secret, encodeURIComponent(secret), ...[...encoded, ...urlSafe].filter((text) => text.length >= 8)];
}

/**
 * A text fit for a log or a report: tokens, passwords and the given secrets masked, the home folder as "~". Doing it twice changes nothing.
 */
export function redact(text: string, { secrets = [], home }: RedactOptions = {}): string {
  const known = secrets.filter((secret) => secret.length >= 4).flatMap(forms);
  known.sort((a, b) => b.length - a.length);
  let clean = text;
  for (const form of known) clean = clean.replaceAll(form, MASK);
  for (const shape of SHAPES) clean = clean.replace(shape, (_, kept: string) => `${kept}${MASK}`);
  return home && home.length > 1 ? withoutHome(clean, home) : clean;
}

function withoutHome(text: string, home: string): string {
  const folder = home.replace(/[\\/]+$/, "");
  const literal = folder.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(`(?<![\\w.-])${literal}(?![\\w.-])`, "g"), "~");
}
