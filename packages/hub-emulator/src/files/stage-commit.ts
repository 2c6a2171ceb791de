import type { GitObject } from "../git/git-object.ts";
import { makeBlob, makePointer } from "../git/make-object.ts";
import { readBody } from "../server/body.ts";
import type { Context } from "../server/context.ts";
import { HttpError } from "../server/http-error.ts";
import type { Repository } from "../storage/repository.ts";
import { type CommitOperation, parseOperation } from "./commit-operation.ts";
import { readLines } from "./read-lines.ts";

/** What a commit's body asks for, once its files are on disk. */
export interface StagedCommit {
  header: Extract<CommitOperation, { key: "header" }>;
  changes: ({ key: "set"; path: string; id: string } | { key: "deletedFile" | "deletedFolder"; path: string })[];
}

const MOST_CHANGES = 100_000;

/** Reads a commit's body line by line and writes its files as blobs; nothing has a name yet, so that a failure leaves the old state. */
export async function stageCommit(context: Context, repository: Repository): Promise<StagedCommit> {
  const { limits } = context.hub;
  let header: StagedCommit["header"] | undefined;
  const changes: StagedCommit["changes"] = [];

  async function* blobs(): AsyncGenerator<GitObject> {
    // Base64 makes four bytes of three; the rest of the line is the path.
    const longest = Math.ceil((limits.regularFile * 4) / 3) + 65_536;
    for await (const line of readLines(readBody(context, limits.commitBody), longest)) {
      const operation = parseOperation(line);
      if (operation.key === "header") {
        if (header) throw new HttpError(400, "The body holds two headers");
        header = operation;
        continue;
      }
      if (!header) throw new HttpError(400, "The body does not begin with a header");
      if (changes.length >= MOST_CHANGES) throw new HttpError(413, `A commit has more than ${MOST_CHANGES} changes`);
      const { path } = operation;
      if (operation.key !== "file" && operation.key !== "lfsFile") {
        changes.push({ key: operation.key, path });
        continue;
      }
      const blob = await blobOf(operation, repository);
      changes.push({ key: "set", path, id: blob.id });
      yield blob;
    }
  }
  await repository.objects.add(blobs());
  if (!header) throw new HttpError(400, "The body holds no header");
  return { header, changes };
}

async function blobOf(
  operation: Extract<CommitOperation, { key: "file" | "lfsFile" }>,
  repository: Repository,
): Promise<GitObject> {
  const file = operation.key === "file" ? makeBlob(operation.content) : undefined;
  // The text of a pointer sent as a file is a pointer to git, and is held to the same.
  const wanted = operation.key === "lfsFile" ? operation.lfs : file!.lfs;
  if (!wanted) return file!;
  const size = await repository.lfsSize(wanted.oid);
  if (size === undefined || (wanted.size !== undefined && wanted.size !== size)) {
    throw new HttpError(
      400,
      `Your push was rejected because "${operation.path}" points to a large file that does not exist: ${wanted.oid}. Upload it first.`,
    );
  }
  return makePointer({ oid: wanted.oid, size });
}
