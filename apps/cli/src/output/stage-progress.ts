import { type GrowingBar, growingBar } from "./growing-bar.ts";
import type { Talk } from "./talk.ts";

/** Shows how much is done of work in stages, one bar at a time: that of the last stage that has begun. */
export interface StageProgress {
  update(stage: string, done: number, total: number): void;
  end(): void;
}

/** @param stages in their order, with what stands before their bars. */
export function stageProgress(talk: Talk, stages: Readonly<Record<string, string>>): StageProgress {
  const order = Object.keys(stages);
  let current: { rank: number; bar: GrowingBar } | undefined;
  return {
    update(stage, done, total) {
      const rank = order.indexOf(stage);
      if (total <= 0 || rank < (current?.rank ?? 0)) return;
      if (current?.rank !== rank) {
        current?.bar.end();
        current = { rank, bar: growingBar(talk, stages[stage]) };
      }
      current.bar.update(done, total);
    },
    end: () => current?.bar.end(),
  };
}
