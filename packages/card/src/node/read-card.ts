import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type Card, parseCard } from "../parse/parse-card.ts";
import { readIfThere } from "./read-if-there.ts";

/** A folder's README.md. @throws TinyCatsError "no-card"; what parseCard throws */
export async function readCard(folder: string, { signal }: { signal?: AbortSignal } = {}): Promise<Card> {
  const text = await readIfThere(folder, "README.md", { maxBytes: 16 << 20, ...(signal && { signal }) });
  if (text !== undefined) return parseCard(text);
  throw new TinyCatsError("no-card", `there is no README.md in ${folder}`, {
    value: folder,
    remedy: "build the card first: tiny-cats card build <folder>",
  });
}
