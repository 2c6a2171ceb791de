import { buildModelCard } from "../build/build-model-card.ts";
import type { TestedCode } from "../validate/check-snippets.ts";
import type { Validation } from "../validate/finding.ts";
import { validateCard } from "../validate/validate-card.ts";
import { cardOfFolder } from "./card-of-folder.ts";
import { concludeValidation } from "./conclude-validation.ts";
import type { FolderOptions } from "./folder-card.ts";
import { readCard } from "./read-card.ts";

/**
 * Holds a model folder's README.md to the Hub's fields and to everything else in the folder: hashes, links, reports, and the card as it would
 * be built now. Give it the `reports` that the card was built with.
 *
 * @throws TinyCatsError "no-card"; what cardOfFolder, buildModelCard and parseCard throw
 */
export async function validateCardFile(
  folder: string,
  { tested, ...options }: FolderOptions & { tested?: readonly TestedCode[] } = {},
): Promise<Validation> {
  const card = await readCard(folder, options);
  // What the card was built for counts where nothing else is told.
  const repo = options.repo ?? card.record?.repo;
  const { input, findings } = await cardOfFolder(folder, options);
  const built = buildModelCard({ ...input, ...(repo !== undefined && { repo }) });
  const files = [...input.files, ...(input.linked ?? [])];
  return concludeValidation(findings, validateCard(card, { files, built, ...(tested && { tested }) }));
}
