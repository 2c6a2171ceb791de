import { writeCommit as encode } from "../git/commit.ts";
import type { GitObject } from "../git/git-object.ts";
import { makeObject } from "../git/make-object.ts";
import type { Repository } from "./repository.ts";

/** Writes trees and a commit on top of `parent`, without giving it a name. @returns the commit's id. */
export async function writeCommit(
  { objects }: Repository,
  {
    root,
    trees,
    parent,
    author,
    milliseconds,
    title,
    description = "",
  }: {
    root: string;
    trees: GitObject[];
    parent: string | undefined;
    author: { name: string; email: string };
    milliseconds: number;
    title: string;
    description?: string;
  },
): Promise<string> {
  const commit = makeObject(
    "commit",
    encode({
      tree: root,
      parents: parent ? [parent] : [],
      author,
      seconds: Math.floor(milliseconds / 1000),
      message: description.trim() === "" ? title : `${title}\n\n${description.trim()}`,
    }),
  );
  await objects.add([...trees, commit]);
  return commit.id;
}
