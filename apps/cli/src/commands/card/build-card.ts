import { type BuiltCard, buildDatasetCard, buildModelCard, type Finding } from "@tiny-cats/card";
import { cardOfFolder, datasetCardOfFolder } from "@tiny-cats/card/node";
import type { CardSource } from "./card-source.ts";

/** A folder's card as it is built now, and what was found on the way. */
export async function buildCard(
  folder: string,
  source: CardSource,
  title?: string,
): Promise<{ built: BuiltCard; findings: readonly Finding[] }> {
  const named = title !== undefined && { title };
  if (source.kind === "dataset") {
    const { end, ...options } = source.options;
    const { input, findings } = await datasetCardOfFolder(folder, source.facts, { ...options, ...named });
    end();
    return { built: buildDatasetCard(input), findings };
  }
  const { end, ...options } = source.options;
  const { input, findings } = await cardOfFolder(folder, { ...options, ...named });
  end();
  return { built: buildModelCard(input), findings };
}
