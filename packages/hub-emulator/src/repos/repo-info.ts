import { FOLDER } from "../git/tree.ts";
import { json } from "../server/answer.ts";
import type { Context, Handler } from "../server/context.ts";
import { findRepo } from "../server/find-repo.ts";
import { requireRevision } from "../server/require-revision.ts";
import { MAIN } from "../storage/refs.ts";
import type { Repository } from "../storage/repository.ts";
import { walkTree } from "../storage/walk-tree.ts";
import { readCard } from "./read-card.ts";

/** GET /api/{types}/{id}[/revision/{rev}]: what a repository is and which files it has. */
export const repoInfo: Handler = async (context) => {
  const repository = findRepo(context, "see");
  const { id, commit } = await requireRevision(repository, context.params.rev ?? MAIN);
  const wantsSizes = ["true", "1"].includes((context.query.get("blobs") ?? "").toLowerCase());
  const siblings = [];
  for await (const entry of walkTree(repository.objects, commit.tree, { recursive: true })) {
    if (entry.mode === FOLDER) continue;
    const { size, lfs } = repository.objects.get(entry.id)!;
    siblings.push({
      rfilename: entry.path,
      ...(wantsSizes && { blobId: entry.id, size: lfs?.size ?? size }),
      ...(wantsSizes && lfs && { lfs: { sha256: lfs.oid, size: lfs.size, pointerSize: size } }),
    });
  }
  return json(
    expand(context, {
      ...(await describe(repository, { sha: id, tree: commit.tree, seconds: commit.seconds })),
      siblings,
    }),
  );
};

/** What lists and pages tell of a repository as it is at a commit. */
export async function describe(
  { record, objects }: Repository,
  { sha, tree, seconds }: { sha: string; tree: string; seconds: number },
): Promise<Record<string, unknown>> {
  const cardData = await readCard(objects, tree);
  const texts = (value: unknown) => [value].flat().filter((item) => typeof item === "string");
  const tags = [
    ...texts(cardData?.tags),
    ...texts(cardData?.library_name),
    ...texts(cardData?.license).map((license) => `license:${license}`),
    "region:us",
  ];
  return {
    _id: record._id,
    id: record.id,
    ...(record.type === "model" && { modelId: record.id }),
    author: record.id.split("/")[0],
    sha,
    private: record.private,
    gated: record.gated,
    disabled: false,
    downloads: 0,
    downloadsAllTime: 0,
    likes: 0,
    createdAt: record.createdAt,
    lastModified: new Date(seconds * 1000).toISOString(),
    tags,
    ...(record.sdk && { sdk: record.sdk }),
    ...(texts(cardData?.pipeline_tag).length > 0 && { pipeline_tag: cardData!.pipeline_tag }),
    ...(texts(cardData?.library_name).length > 0 && { library_name: cardData!.library_name }),
    ...(cardData && { cardData }),
  };
}

/** Only the fields asked for by `expand`, beside those that name the repository; all of them when none is. */
export function expand({ query }: Context, info: Record<string, unknown>): Record<string, unknown> {
  const wanted = query.getAll("expand");
  if (wanted.length === 0) return info;
  return Object.fromEntries(
    Object.entries(info).filter(([key]) => key === "_id" || key === "id" || wanted.includes(key)),
  );
}
