import { HubError } from "../errors/hub-error.ts";
import { foldedPath } from "../folded-path.ts";

/**
 * Refuses paths that can't lie in one folder on every system: names that differ in case or in Unicode's composition alone, and a file where
 * another path has a folder.
 *
 * @param added paths of which each must fit to all others.
 * @param present paths that stand already, and may clash among themselves.
 * @throws HubError "case-collision" or "path-conflict".
 */
export function checkCollisions(added: readonly string[], present: readonly string[]): void {
  const spelled = new Map<string, { spelling: string; kind: "file" | "folder" }>();
  for (const path of present) for (const step of steps(path)) spelled.set(step.folded, step);
  for (const path of added) {
    for (const { folded, spelling, kind } of steps(path)) {
      const other = spelled.get(folded);
      if (other && other.spelling !== spelling) throw collision(spelling, other.spelling);
      if (other && other.kind !== kind) throw conflict(spelling, path);
      spelled.set(folded, { spelling, kind });
    }
  }
}

function steps(path: string) {
  const parts = path.split("/");
  return parts.map((_, i) => {
    const spelling = parts.slice(0, i + 1).join("/");
    const kind: "file" | "folder" = i + 1 === parts.length ? "file" : "folder";
    return { spelling, kind, folded: foldedPath(spelling) };
  });
}

function collision(one: string, other: string): HubError {
  return new HubError(
    "case-collision",
    `${JSON.stringify(one)} and ${JSON.stringify(other)} differ in case or accents alone`,
    {
      value: [one, other],
      remedy: "rename one, or delete the one on the Hub with the same upload: many systems can hold only one of them",
    },
  );
}

function conflict(path: string, within: string): HubError {
  return new HubError(
    "path-conflict",
    `${JSON.stringify(path)} would be both a file and a folder (${JSON.stringify(within)})`,
    {
      value: [path, within],
      remedy: "delete the one on the Hub with the same upload (delete), or rename",
    },
  );
}
