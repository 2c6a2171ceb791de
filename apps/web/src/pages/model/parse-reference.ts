import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type DefaultModel, HUB_MODELS } from "../../models/default-sources.ts";

const NAME = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,95})";
const REFERENCE = new RegExp(`^(${NAME}/${NAME})(?:@([A-Za-z0-9][\\w./-]{0,249}))?$`);

/**
 * The places a reference such as "owner/name@revision", or the address of such a repository's page, may mean: its root, then the folder of that kind of model.
 *
 * @throws TinyCatsError "invalid-repo"
 */
export function parseReference(text: string, kind: DefaultModel): { name: string; places: URL[] } {
  const page =
    /^https:\/\/huggingface\.co\/([^/?#]+\/[^/?#]+)(?:\/(?:tree|resolve|blob)\/([^?#]+?))?\/?(?:[?#].*)?$/.exec(
      text.trim(),
    );
  const short = page ? (page[2] ? `${page[1]}@${page[2]}` : page[1]) : text.trim();
  const [, repo, revision = "main"] = REFERENCE.exec(short) ?? [];
  if (repo === undefined || revision.split("/").some((part) => part === "" || part === ".." || part === ".")) {
    throw new TinyCatsError("invalid-repo", `${JSON.stringify(text)} names no repository of the Hub`, {
      value: text,
      remedy: "give owner/name, or owner/name@revision",
    });
  }
  const root = new URL(`/${repo}/resolve/${encodeURIComponent(revision)}/`, HUB_MODELS.classifier);
  return { name: short, places: [root, new URL(`${kind}/`, root)] };
}
