import { buildDatasetCard } from "../build/build-dataset-card.ts";
import type { DatasetFacts } from "../build/dataset-card-input.ts";
import type { TestedCode } from "../validate/check-snippets.ts";
import type { Validation } from "../validate/finding.ts";
import { validateCard } from "../validate/validate-card.ts";
import { concludeValidation } from "./conclude-validation.ts";
import { type DatasetFolderOptions, datasetCardOfFolder } from "./dataset-card-of-folder.ts";
import { readCard } from "./read-card.ts";

/**
 * Holds a data set folder's README.md to the Hub's fields, to the files beside it, and to the card as it would be built now of what was
 * counted.
 *
 * @throws TinyCatsError "no-card"; what datasetCardOfFolder, buildDatasetCard and parseCard throw
 */
export async function validateDatasetCardFile(
  folder: string,
  facts: DatasetFacts,
  { tested, ...options }: DatasetFolderOptions & { tested?: readonly TestedCode[] } = {},
): Promise<Validation> {
  const card = await readCard(folder, options);
  const repo = options.repo ?? card.record?.repo;
  const { input, findings } = await datasetCardOfFolder(folder, facts, options);
  const built = buildDatasetCard({ ...input, ...(repo !== undefined && { repo }) });
  const { files } = input;
  return concludeValidation(findings, validateCard(card, { kind: "dataset", files, built, ...(tested && { tested }) }));
}
