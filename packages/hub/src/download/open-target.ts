import { HubError } from "../errors/hub-error.ts";
import type { RepoId } from "../repo-id.ts";
import { cacheTarget } from "./cache-target.ts";
import type { TargetOptions } from "./download-options.ts";
import { folderTarget } from "./folder-target.ts";
import type { Target } from "./target.ts";

/** @throws HubError "invalid-target". */
export function openTarget(repo: RepoId, { cache, dir }: TargetOptions): Target {
  if (cache && !dir) return cacheTarget(cache, repo);
  if (dir && !cache) return folderTarget(dir, repo);
  throw new HubError(
    "invalid-target",
    `a download goes either to a cache or to a folder: ${dir ? "both" : "neither"} was given`,
    {
      value: { cache, dir },
      remedy: "give one of cache (see defaultCache) and dir",
    },
  );
}
