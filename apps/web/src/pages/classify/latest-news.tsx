import { explained } from "../../design/explained.ts";
import { percentText } from "../../models/amounts.ts";
import { texts } from "../../texts.ts";
import type { PictureCard } from "./picture-card.ts";

const { card: words } = texts.classify;

/** Tells those who do not see it what the last picture came to. */
export function LatestNews({ latest }: { latest: PictureCard | undefined }) {
  return (
    <p class="visually-hidden" role="status">
      {latest && newsOf(latest)}
    </p>
  );
}

function newsOf({ name, result, error }: PictureCard): string {
  if (!result) return words.news(name, explained(error).message);
  const [{ label, probability }] = result.predictions;
  return words.news(name, words.first(words.labelOf(label), percentText(probability)));
}
