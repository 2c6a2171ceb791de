import { TinyCatsError } from "@tiny-cats/schema/errors";
import { assembleCard } from "./assemble-card.ts";
import type { BuiltCard } from "./built-card.ts";
import { checkRepo } from "./check-repo.ts";
import { frontMatter } from "./front-matter.ts";
import { gatherFacts } from "./gather-facts.ts";
import type { ModelCardInput } from "./model-card-input.ts";
import { MODEL_SECTIONS } from "./sections/model-sections.ts";

/**
 * A model card. Numbers are those of reports whose `measured.model.sha256` is the hash of a graph or weight file among `files`, each with
 * a link to its report; everything else is "not measured", with the report's reason where it has one. Answers on data that was trained on
 * do not enter. What people have to write and have not is "Not stated yet.", which validation refuses.
 *
 * @throws TinyCatsError "no-model-for-card" without a part; "invalid-repo"; "reports-out-of-reach" where a repository would lack a report
 */
export function buildModelCard(input: ModelCardInput): BuiltCard {
  const { parts, repo } = input;
  if (parts.length === 0) {
    throw new TinyCatsError("no-model-for-card", "a model card was asked for without a model", {
      value: parts,
      remedy: "give at least one model, or build a dataset card",
    });
  }
  if (repo !== undefined) {
    checkRepo(repo);
    checkReach(input, repo);
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

function checkReach(
  { evaluations, benchmarks, quantizations, trainings, samples }: ModelCardInput,
  repo: string,
): void {
  const lists: (readonly { path: string }[] | undefined)[] = [
    evaluations,
    benchmarks,
    quantizations,
    trainings,
    samples,
  ];
  const outside = lists.flatMap((list) => list ?? []).find(({ path }) => path.startsWith("../"));
  if (!outside) return;
  throw new TinyCatsError("reports-out-of-reach", `${outside.path} would not be in the repository ${repo}`, {
    value: outside.path,
    remedy: "copy the reports into the folder, or build the card without a repository",
  });
}
