import { TinyCatsError } from "@tiny-cats/schema/errors";
import { buildModelCard } from "../build/build-model-card.ts";
import { parseCard } from "../parse/parse-card.ts";
import type { TestedCode } from "../validate/check-snippets.ts";
import type { Validation } from "../validate/finding.ts";
import { validateCard } from "../validate/validate-card.ts";
import { cardOfFolder } from "./card-of-folder.ts";
import type { FolderOptions } from "./folder-card.ts";
import { readIfThere } from "./read-if-there.ts";

/**
 * Holds a folder's README.md to the Hub's fields and to everything else in the folder: hashes, links, reports, and the card as it would be
 * built now.
 *
 * @throws TinyCatsError "no-card"; what cardOfFolder and parseCard throw
 */
export async function validateCardFile(
  folder: string,
  { tested, ...options }: FolderOptions & { tested?: readonly TestedCode[] } = {},
): Promise<Validation> {
  const text = await readIfThere(folder, "README.md", {
    maxBytes: 16 << 20,
    ...(options.signal && { signal: options.signal }),
  });
  if (text === undefined) {
    throw new TinyCatsError("no-card", `there is no README.md in ${folder}`, {
      value: folder,
      remedy: "build the card first: tiny-cats card build <folder>",
    });
  }
  const card = parseCard(text);
  // What the card was built for counts where nothing else is told.
  const repo = options.repo ?? card.record?.repo;
  const { input, findings } = await cardOfFolder(folder, options);
  const built = buildModelCard({ ...input, ...(repo !== undefined && { repo }) });
  const validation = validateCard(card, { files: input.files, built, ...(tested && { tested }) });
  const errors = [...findings.filter(({ severity }) => severity === "error"), ...validation.errors];
  const warnings = [...findings.filter(({ severity }) => severity === "warning"), ...validation.warnings];
  return { valid: errors.length === 0, errors, warnings };
}
