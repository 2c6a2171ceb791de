import type { CardFile } from "../build/model-card-input.ts";
import type { Card } from "../parse/parse-card.ts";
import type { Finding } from "./finding.ts";

const LINK = /(?<!\\)\]\(([^()\s<>]{1,400})\)/g;
const ROW =
  /^\|[ \t]*\[[^\n]{1,400}?\]\(([^()\s]{1,400})\)[ \t]*\|[ \t]*([\d,]{1,30})[ \t]*\|[ \t]*`([0-9a-f]{64})`[ \t]*\|/gm;

/** Links to files that are not there, and sizes and hashes in the card that are not those of the files. */
export function checkFiles(card: Card, files: readonly CardFile[]): Finding[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const findings: Finding[] = [];
  const missing = new Set<string>();
  const body = withoutCode(card);
  for (const [, target] of body.matchAll(LINK)) {
    const path = pathOf(target);
    if (path === undefined || byPath.has(path) || missing.has(path) || isFolder(path, files)) continue;
    missing.add(path);
    findings.push({
      code: "missing-card-file",
      severity: "error",
      path,
      message: `the card links to "${path}", which is not beside it`,
      remedy: "put the file there, correct the link, or update the card",
    });
  }
  for (const [, target, bytes, sha256] of body.matchAll(ROW)) {
    const file = byPath.get(pathOf(target) ?? "");
    if (!file || (file.sha256 === sha256 && file.bytes === Number(bytes.replaceAll(",", "")))) continue;
    findings.push({
      code: "wrong-card-hash",
      severity: "error",
      path: file.path,
      message: `the card says that "${file.path}" has ${bytes} bytes and sha256 ${sha256}; it has ${file.bytes} and ${file.sha256}`,
      remedy: "update the card, or bring back the file that it describes",
    });
  }
  return findings;
}

/** The file that a link leads to; undefined for addresses and places in the card. */
function pathOf(target: string): string | undefined {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/|#)/i.test(target)) return undefined;
  const path = target.replace(/[?#].*$/, "").replace(/^\.\//, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function isFolder(path: string, files: readonly CardFile[]): boolean {
  const folder = path.replace(/\/?$/, "/");
  return path === "" || path === "." || files.some((file) => file.path.startsWith(folder));
}

/** What looks like a link in code is none. */
function withoutCode({ text, bodyStart, blocks }: Card): string {
  const ends = [bodyStart, ...blocks.map(({ end }) => end)];
  return ends.map((from, i) => text.slice(from, blocks[i]?.start ?? text.length)).join("");
}
