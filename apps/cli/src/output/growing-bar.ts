import type { Talk } from "./talk.ts";

const PARTS = 1000;

/** A bar that never goes back, not even where a total turns out to be larger. */
export interface GrowingBar {
  update(done: number, total: number): void;
  end(): void;
}

/** @param total above 0, in any unit, as `done` */
export function growingBar(talk: Talk, label: string): GrowingBar {
  const bar = talk.progress(label, PARTS);
  let shown = 0;
  return {
    update(done, total) {
      const parts = Math.floor((PARTS * done) / total);
      if (parts <= shown) return;
      shown = parts;
      bar.update(parts);
    },
    end: () => bar.end(),
  };
}
