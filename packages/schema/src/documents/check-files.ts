import type { Problem } from "../shapes/cross-check.ts";
import type { ModelFile } from "../shapes/model-file.ts";
import type { Manifest } from "./manifest.ts";

/**
 * What in a manifest's list of files contradicts itself. Paths that differ only in case are one file on macOS and Windows.
 * A folder may hold its graph in several dtypes, yet not twice in one.
 */
export function checkFiles({ files, task }: Manifest): Problem[] {
  const problems: Problem[] = [];
  const taken = new Map<string, string>();
  files.forEach(({ path }, i) => {
    const folded = path.toLowerCase();
    if (taken.has(folded))
      problems.push({ path: ["files", i, "path"], message: `names the file of ${taken.get(folded)} again` });
    else taken.set(folded, `files[${i}]`);
    if (folded === "tiny-cats.json")
      problems.push({ path: ["files", i, "path"], message: "must not be the manifest itself" });
  });
  files.forEach(({ path }, i) => {
    const parents = path.toLowerCase().split("/").slice(0, -1);
    const file = parents.map((_, depth) => taken.get(parents.slice(0, depth + 1).join("/"))).find(Boolean);
    if (file) problems.push({ path: ["files", i, "path"], message: `lies below ${file}, which is a file` });
  });
  problems.push(...checkRoles(files));

  const runnable = files.some(({ role, optional }) => role === "model" && !optional);
  const usable =
    runnable || (task === "text-generation" && files.some(({ role, optional }) => role === "weights" && !optional));
  if (!usable) problems.push({ path: ["files"], message: 'must hold one of role "model" that is not optional' });
  return problems;
}

function checkRoles(files: readonly ModelFile[]): Problem[] {
  const seen = new Set<string>();
  return files.flatMap(({ role, dtype }, i) => {
    const single =
      role === "config" || role === "preprocessor"
        ? role
        : role === "model"
          ? `model in ${dtype ?? "no stated dtype"}`
          : "";
    if (single && seen.has(single)) return [{ path: ["files", i, "role"], message: `must not be a second ${single}` }];
    seen.add(single);
    return [];
  });
}
