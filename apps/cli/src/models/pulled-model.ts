import { join } from "node:path";
import { isHubError } from "@tiny-cats/hub";
import { pullModel, type RunnableModel } from "@tiny-cats/publish/pull";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { CommandContext } from "../command-context.ts";
import { cacheFolder } from "../hub/cache-folder.ts";
import { hubAccess } from "../hub/hub-access.ts";
import { hubAddress } from "../hub/hub-address.ts";
import { isOffline } from "../hub/is-offline.ts";
import { bytes } from "../output/bytes.ts";
import { stageProgress } from "../output/stage-progress.ts";
import type { ModelWish, NamedModel } from "./model-source.ts";
import { shortHash } from "./short-hash.ts";

/** Answers that may mean that a path was meant. */
const ABSENT = ["repo-not-found", "unauthorized", "offline-missing", "network-failed", "invalid-repo"];

/** A repository's model, pulled into the cache on first use. @throws what pullModel throws */
export async function pulledModel(
  context: CommandContext,
  text: string,
  { kinds, allGraphs = false }: ModelWish,
): Promise<NamedModel> {
  const { io, talk } = context;
  const offline = isOffline(io);
  const access = offline ? { ...hubAddress(context), signal: io.signal } : await hubAccess(context);
  const progress = stageProgress(talk, { fetching: `Fetching ${text}` });
  const model = await talk
    .timed("pulling the model", () =>
      pullModel(text, kinds, {
        ...access,
        cache: cacheFolder(io),
        offline,
        graphs: allGraphs ? "all" : "first",
        onProgress: ({ done, total }) => progress.update("fetching", done, total),
      }),
    )
    .catch((error) => {
      throw isHubError(error, ...ABSENT) ? neither(text, error) : error;
    })
    .finally(() => progress.end());
  say(context, model);
  const { repo, revision, commit, folder, manifest } = model;
  const graph = manifest?.files.find(({ role }) => role === "model")?.path;
  return {
    path: folder,
    ...(graph !== undefined && { graph: join(folder, graph) }),
    pulled: { repo_id: repo, revision, commit },
  };
}

function say({ talk }: CommandContext, { repo, commit, fetched, unasked }: RunnableModel): void {
  if (unasked !== undefined) talk.note(`${unasked}; the cache's ${repo} is taken as it is`);
  talk.note(`${repo} at ${shortHash(commit)}${fetched > 0 ? `, ${bytes(fetched)} fetched` : ""}`);
}

function neither(text: string, error: TinyCatsError): TinyCatsError {
  return new TinyCatsError(error.code, `there is no file or folder ${text} here, and no repository: ${error.message}`, {
    value: error.value,
    remedy: error.remedy,
    cause: error,
  });
}
