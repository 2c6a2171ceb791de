/** What the site's pages may load, run and talk to; `hashes` names inline scripts, such as that of 404.html. */
export function contentSecurityPolicy(hashes: readonly string[] = []): string {
  const rules = {
    "default-src": ["'self'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'", ...hashes.map((hash) => `'sha256-${hash}'`)],
    "style-src": ["'self'"],
    "img-src": ["'self'", "blob:", "data:"],
    // Files that were chosen on this device are read through blob: addresses.
    "connect-src": ["'self'", "blob:", "https://huggingface.co", "https://*.huggingface.co", "https://*.hf.co"],
    "worker-src": ["'self'"],
    "base-uri": ["'self'"],
    "form-action": ["'none'"],
    "object-src": ["'none'"],
  };
  return Object.entries(rules)
    .map(([name, values]) => `${name} ${values.join(" ")}`)
    .join("; ");
}

/** What makes a page cross-origin isolated, and WebAssembly run on several threads. */
export const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** The headers of every answer. */
function siteHeaders(policy: string): Record<string, string> {
  return {
    ...ISOLATION,
    "Cross-Origin-Resource-Policy": "same-origin",
    // Only a header can say who may frame the page.
    "Content-Security-Policy": `${policy}; frame-ancestors 'none'`,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
  };
}

/** A `_headers` file, as Netlify and Cloudflare Pages read it; what has a hash in its name never changes. */
export function headersFile(policy: string): string {
  const lines = Object.entries(siteHeaders(policy)).map(([name, value]) => `  ${name}: ${value}`);
  return `/*\n${lines.join("\n")}\n\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n`;
}
