import { TinyCatsError } from "@tiny-cats/schema/errors";
import { assembleCard } from "./assemble-card.ts";
import type { BuiltCard } from "./built-card.ts";
import { frontMatter } from "./front-matter.ts";
import { gatherFacts } from "./gather-facts.ts";
import type { ModelCardInput } from "./model-card-input.ts";
import { MODEL_SECTIONS } from "./sections/model-sections.ts";

/**
 * A model card. Numbers are those of reports whose `measured.model.sha256` is the hash of a graph or weight file among `files`, each with
 * a link to its report; everything else is "not measured", with the report's reason where it has one. Answers on data that was trained on
 * do not enter. What people have to write and have not is "Not stated yet.", which validation refuses.
 *
 * @throws TinyCatsError "no-model-for-card" without a part, "invalid-repo"
 */
export function buildModelCard(input: ModelCardInput): BuiltCard {
  const { parts, repo } = input;
  if (parts.length === 0) {
    throw new TinyCatsError("no-model-for-card", "a model card was asked for without a model", {
      value: parts,
      remedy: "give at least one model, or build a dataset card",
    });
  }
  if (repo !== undefined && !/^[\w.-]{1,96}\/[\w.-]{1,96}$/.test(repo)) {
    throw new TinyCatsError("invalid-repo", `"${repo.slice(0, 200)}" is no repository`, {
      value: repo,
      remedy: "give owner/name",
    });
  }
  const facts = gatherFacts(input);
  const sections = MODEL_SECTIONS.flatMap(({ id, title, measured = false, make }) => {
    const text = make(facts);
    return text === undefined ? [] : [{ id, title, measured, markdown: `## ${title}\n\n${text}` }];
  });
  return assembleCard({
    kind: "model",
    title: input.title ?? parts[0].manifest.name,
    ...(repo !== undefined && { repo }),
    frontMatter: frontMatter(facts),
    sections,
    omitted: facts.omitted,
  });
}
