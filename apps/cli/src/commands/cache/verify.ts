import { verifyCache } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { cacheFolder } from "../../hub/cache-folder.ts";
import { repoLabel } from "../../hub/repo-label.ts";
import { repoOf } from "../../hub/repo-of.ts";
import { bytes } from "../../output/bytes.ts";
import { plural } from "../../output/plural.ts";
import { printOne } from "../../output/print-one.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import { table } from "../../output/table.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import type { CACHE_VERIFY_OPTIONS } from "./spec.ts";

/** `tiny-cats cache verify`: 1 where something is not what it should be. */
export async function runCacheVerify(context: CommandContext): Promise<ExitCode> {
  const { io, talk, args, options } = context;
  const { type } = options as OptionValues<typeof CACHE_VERIFY_OPTIONS>;
  const repo = args[0] === undefined ? undefined : repoOf(args[0], type);
  const progress = stageProgress(talk, { hashing: "Hashing" });
  const found = await verifyCache({
    cache: cacheFolder(io),
    repo,
    signal: io.signal,
    onProgress: ({ bytes, total }) => progress.update("hashing", bytes, total),
  }).finally(() => progress.end());
  const faults = found.faults.map(({ repo, file, kind }) => ({ repo_id: repo.name, type: repo.type, kind, file }));
  printOne(context, { ok: faults.length === 0, contents: found.contents, bytes: found.bytes, faults }, (out) => {
    for (const line of table(found.faults.map(({ repo, file, kind }) => [kind, repoLabel(repo), file])))
      out.line(out.style.red(line));
    out.line(`${plural(found.contents, "content")} hashed, ${bytes(found.bytes)}; ${plural(faults.length, "fault")}`);
  });
  if (faults.length > 0) talk.note("tiny-cats download --verify fetches again what is damaged or missing");
  return faults.length > 0 ? 1 : 0;
}
