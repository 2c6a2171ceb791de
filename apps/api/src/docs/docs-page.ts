import type { Route } from "../http/route.ts";

/** What there is, as a page to read: plain HTML without a script. */
export function docsPage(routes: readonly Route[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>tiny-cats API</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  section { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 1rem 0; }
  h2 { font-size: 1.1rem; margin: 0; }
  code { font-family: ui-monospace, monospace; }
  dt { font-weight: 600; }
  dd { margin: 0 0 0.25rem 1rem; }
</style>
<h1>tiny-cats API</h1>
<p>All of it, for programs: <a href="openapi.json">openapi.json</a>.</p>
${routes.map(section).join("\n")}
</html>
`;
}

function section({ method, path, summary, description, bodies = {}, answers, problems = [] }: Route): string {
  const answer = Object.entries(answers).map(([status, { description, content = {} }]) =>
    entry(status, [description, ...Object.keys(content)].join(", ")),
  );
  return `<section>
<h2><code>${method.toUpperCase()} ${escaped(path)}</code></h2>
<p>${escaped(summary)}${description ? `. ${escaped(description)}` : ""}</p>
<dl>
${Object.keys(bodies).length > 0 ? entry("Body", Object.keys(bodies).join(", ")) : ""}
${answer.join("\n")}
${problems.length > 0 ? entry("Problems", problems.join(", ")) : ""}
</dl>
</section>`;
}

function entry(term: string, text: string): string {
  return `<dt>${escaped(term)}</dt><dd>${escaped(text)}</dd>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
