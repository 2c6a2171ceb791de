import "./results-sheet.css";
import { texts } from "../../texts.ts";
import type { Result } from "./run/result.ts";
import { Thumbnail } from "./thumbnail.tsx";

/** The pictures of one go, with room for those to come. */
export function ResultsSheet({
  results,
  count,
  shown,
  onShow,
}: {
  results: readonly Result[];
  count: number;
  shown: string | undefined;
  onShow(result: Result): void;
}) {
  return (
    <section class="stack tight" aria-label={texts.draw.result.sheet}>
      <ul class="sheet">
        {Array.from({ length: Math.max(count, results.length) }, (_, i) => {
          const result = results[i];
          return (
            <li key={result?.id ?? i}>
              {result ? (
                <Thumbnail
                  image={result.image}
                  breed={result.settings.breed}
                  seed={result.settings.seed}
                  isShown={result.id === shown}
                  onShow={() => onShow(result)}
                />
              ) : (
                <span class="picture to-come" />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
