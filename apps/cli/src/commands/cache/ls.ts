import { type CachedRepo, listCache } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { cacheFolder } from "../../hub/cache-folder.ts";
import { repoLabel } from "../../hub/repo-label.ts";
import { bytes } from "../../output/bytes.ts";
import { plural } from "../../output/plural.ts";
import { printData } from "../../output/print-data.ts";
import { table } from "../../output/table.ts";

/** `tiny-cats cache ls`: one line a repository. */
export async function runCacheLs(context: CommandContext): Promise<ExitCode> {
  const { io, talk } = context;
  const cache = cacheFolder(io);
  const repos = await listCache({ cache, signal: io.signal });
  printData(context, repos.map(describe), (out) => {
    if (repos.length === 0) return;
    const rows = repos.map((repo) => [
      repoLabel(repo),
      bytes(repo.bytes + repo.partialBytes),
      String(repo.revisions.length),
      repo.lastUsed.toISOString().slice(0, 10),
      repo.revisions.flatMap(({ refs }) => refs).join(", "),
    ]);
    const [head, ...lines] = table([["REPOSITORY", "SIZE", "REVISIONS", "LAST USED", "NAMES"], ...rows]);
    out.line(out.style.dim(head));
    for (const line of lines) out.line(line);
  });
  const total = repos.reduce((sum, repo) => sum + repo.bytes + repo.partialBytes, 0);
  talk.note(`${plural(repos.length, "repository", "repositories")}, ${bytes(total)} in ${cache}`);
  const partial = repos.reduce((sum, { partialBytes }) => sum + partialBytes, 0);
  if (partial > 0)
    talk.note(`${bytes(partial)} of it are of ${plural(repos.filter(isPartial).length, "download")} that broke off`);
  return 0;
}

function isPartial({ partialBytes }: CachedRepo): boolean {
  return partialBytes > 0;
}

function describe({ type, name, folder, bytes, partialBytes, lastUsed, revisions }: CachedRepo) {
  const last_used = lastUsed.toISOString();
  return { repo_id: name, type, folder, bytes, partial_bytes: partialBytes, last_used, revisions };
}
