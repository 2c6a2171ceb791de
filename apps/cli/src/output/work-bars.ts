import { type GrowingBar, growingBar } from "./growing-bar.ts";
import type { Talk } from "./talk.ts";

/** What is being done in a stage, and how far it is. */
interface WorkProgress {
  stage: string;
  what: string;
  done: number;
  total: number;
}

/** A bar for whatever is being done in a stage, a new one when something else begins. */
export interface WorkBars {
  update(progress: WorkProgress): void;
  end(): void;
}

/** For work whose parts are not known beforehand. What began earlier in a stage and overlaps is not shown again. */
export function workBars(talk: Talk): WorkBars {
  let begun = new Set<string>();
  let current: { stage: string; what: string; bar: GrowingBar } | undefined;
  return {
    update({ stage, what, done, total }) {
      if (total <= 0 || what === "") return;
      if (current?.stage !== stage) begun = new Set();
      if (current?.stage !== stage || current.what !== what) {
        if (begun.has(what)) return;
        begun.add(what);
        current?.bar.end();
        current = { stage, what, bar: growingBar(talk, `${what[0].toUpperCase()}${what.slice(1)}`) };
      }
      current.bar.update(done, total);
    },
    end: () => current?.bar.end(),
  };
}
