import type { DrawingSettings } from "@tiny-cats/core";

/** A drawing that is kept. */
export interface Kept {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  settings: DrawingSettings;
  png: Uint8Array<ArrayBuffer>;
}

/** Where drawings are kept. */
export interface Shelf {
  all(): Promise<Kept[]>;
  put(kept: Kept): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  clear(): Promise<void>;
}

interface HistoryState {
  /** The newest first. */
  kept: readonly Kept[];
  /** Whether they outlive the page; false where the browser keeps nothing. */
  isLasting: boolean;
}

/** The drawings of this device. */
export interface History {
  state(): HistoryState;
  subscribe(listener: () => void): () => void;
  /** Reads what is there. */
  open(): Promise<void>;
  add(kept: Kept): Promise<void>;
  clear(): Promise<void>;
}

/** Drawings that are kept. */
export const MAX_KEPT = 60;

/** The latest drawings on a shelf. Where the shelf fails they are kept for as long as the page is open. */
export function createHistory(shelf: Shelf): History {
  let state: HistoryState = { kept: [], isLasting: true };
  const listeners = new Set<() => void>();
  const set = (next: Partial<HistoryState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const tryOn = (work: () => Promise<void>) => work().catch(() => set({ isLasting: false }));
  const withNewest = (all: readonly Kept[]) => {
    const once = new Map(all.map((kept) => [kept.id, kept]));
    return [...once.values()].sort((a, b) => b.at - a.at);
  };
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: () =>
      tryOn(async () => {
        const all = await shelf.all();
        set({ kept: withNewest([...all, ...state.kept]).slice(0, MAX_KEPT) });
      }),
    async add(kept) {
      set({ kept: withNewest([kept, ...state.kept]).slice(0, MAX_KEPT) });
      await tryOn(async () => {
        await shelf.put(kept);
        // Another tab may have put some there as well.
        const over = withNewest(await shelf.all()).slice(MAX_KEPT);
        if (over.length > 0) await shelf.remove(over.map(({ id }) => id));
      });
    },
    async clear() {
      set({ kept: [] });
      await tryOn(shelf.clear);
    },
  };
}
