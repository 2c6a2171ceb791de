import type { Progress } from "../../output/progress.ts";
import type { Talk } from "../../output/talk.ts";

const PARTS = 1000;

/** A bar for whatever is being done: a new one when something else begins. What began earlier and overlaps is not shown again. */
export interface WorkBars {
  update(what: string, done: number, total: number): void;
  /** Ends the bar; everything may begin anew. */
  end(): void;
}

export function workBars(talk: Talk): WorkBars {
  const begun = new Set<string>();
  let current: { what: string; bar: Progress; shown: number } | undefined;
  return {
    end() {
      current?.bar.end();
      current = undefined;
      begun.clear();
    },
    update(what, done, total) {
      if (total <= 0 || what === "") return;
      if (current?.what !== what) {
        if (begun.has(what)) return;
        begun.add(what);
        current?.bar.end();
        current = { what, bar: talk.progress(`${what[0].toUpperCase()}${what.slice(1)}`, PARTS), shown: 0 };
      }
      const parts = Math.floor((PARTS * done) / total);
      if (parts <= current.shown) return;
      current.shown = parts;
      current.bar.update(parts);
    },
  };
}
