import { joinPath } from "../build/join-path.ts";
import type { SnippetSubject } from "./snippet.ts";

/** What fills the placeholders of snippets about a repository; undefined where none is known. */
export function inRepo({ repo, part }: SnippetSubject): Record<string, string> | undefined {
  if (repo === undefined) return undefined;
  const name = repo.split("/")[1] ?? "";
  return { repo, name, path: joinPath(name, part.folder) };
}
