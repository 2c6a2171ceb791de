import type { Progress } from "../../output/progress.ts";
import type { Talk } from "../../output/talk.ts";

const PARTS = 1000;

/** A bar for whatever is being done: a new one when that changes. */
export interface WorkBars {
  update(what: string, done: number, total: number): void;
  end(): void;
}

export function workBars(talk: Talk): WorkBars {
  let current: { what: string; bar: Progress; shown: number } | undefined;
  const end = () => {
    current?.bar.end();
    current = undefined;
  };
  return {
    end,
    update(what, done, total) {
      if (total <= 0) return;
      if (current?.what !== what) {
        end();
        current = { what, bar: talk.progress(what, PARTS), shown: 0 };
      }
      const parts = Math.floor((PARTS * done) / total);
      if (parts <= current.shown) return;
      current.shown = parts;
      current.bar.update(parts);
    },
  };
}
