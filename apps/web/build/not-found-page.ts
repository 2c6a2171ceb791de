import { createHash } from "node:crypto";
import { FIND_ROOT } from "./find-root.ts";

/** What Content-Security-Policy calls the inline script of 404.html by. */
export const FIND_ROOT_HASH = createHash("sha256").update(FIND_ROOT).digest("base64");

/** 404.html, made of the built index.html: whatever has a path waits until the root is known. */
export function notFoundPage(index: string): string {
  const waiting: string[] = [];
  const rest = index.replace(/[ \t]*(?:<script\b[^>]*\bsrc=[^>]*><\/script>|<link\b[^>]*>)\n?/g, (tag) => {
    waiting.push(tag.trim());
    return "";
  });
  const page = rest.replace(
    "</head>",
    `  <template id="site">${waiting.toSorted(scriptsLast).join("")}</template>\n    <script>${FIND_ROOT}</script>\n  </head>`,
  );
  if (waiting.length < 3 || page === rest) throw new Error("index.html is not as 404.html is made of it");
  return page;
}

/** Scripts after the styles that their page needs. */
function scriptsLast(a: string, b: string): number {
  return Number(a.startsWith("<script")) - Number(b.startsWith("<script"));
}
