import { join } from "node:path";
import { pull } from "@tiny-cats/publish/pull";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { CommandContext } from "../../command-context.ts";
import { cacheFolder } from "../../hub/cache-folder.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { hubAddress } from "../../hub/hub-address.ts";
import { isOffline } from "../../hub/is-offline.ts";
import { shortHash } from "../../models/short-hash.ts";
import { bytes } from "../../output/bytes.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import type { StartingCheckpoint } from "./starting-checkpoint.ts";

/** A repository's weights, pulled into the cache. @throws TinyCatsError "wrong-model", and what `pull` throws */
export async function pulledCheckpoint(
  context: CommandContext,
  repo: string,
  kind: "classifier" | "generator",
): Promise<StartingCheckpoint> {
  const { io, talk } = context;
  const offline = isOffline(io);
  const access = offline ? { ...hubAddress(context), signal: io.signal } : await hubAccess(context);
  const progress = stageProgress(talk, { downloading: `Fetching ${repo}`, checking: "Checking" });
  const pulled = await talk
    .timed("pulling the checkpoint", () =>
      pull(repo, {
        ...access,
        cache: cacheFolder(io),
        offline,
        only: [kind],
        onProgress: ({ stage, done, total }) => progress.update(stage, done, total),
      }),
    )
    .finally(() => progress.end());
  const { commit, folder, models, fetched } = pulled;
  const model = models.find((one) => one.kind === kind);
  if (!model) {
    throw new TinyCatsError("wrong-model", `${pulled.repo} at ${commit} holds no ${kind}`, {
      value: pulled.repo,
      remedy: `name a repository with a ${kind}`,
    });
  }
  talk.note(`${pulled.repo} at ${shortHash(commit)}${fetched > 0 ? `, ${bytes(fetched)} fetched` : ""}`);
  return { path: join(folder, model.folder), parent: `${pulled.repo}@${commit}` };
}
