import type { Classifier } from "@tiny-cats/core";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { isBroken } from "../../models/is-broken.ts";
import type { ModelStore } from "../../models/model-store.ts";
import type { CardPicture, PictureCard } from "./picture-card.ts";
import type { PictureReader } from "./picture-reader.ts";
import { seenAgain } from "./seen-again.ts";

/** Pictures on the page at once. */
export const MOST_CARDS = 100;

/** Something to tell of all pictures, rather than of one. */
export type QueueNotice = { kind: "crashed" } | { kind: "left-out"; count: number };

interface QueueState {
  cards: readonly PictureCard[];
  notice?: QueueNotice;
  /** The card that was finished last. */
  latest?: PictureCard;
}

/** Pictures that are read and asked about one after the other. */
export interface PictureQueue {
  state(): QueueState;
  subscribe(listener: () => void): () => void;
  add(files: readonly { name: string; blob: Blob }[]): void;
  remove(id: number): void;
  clear(): void;
  /** Tries a picture again that failed. */
  retry(id: number): void;
  /** Asks about every picture again, such as on another device. */
  again(): void;
  dismiss(): void;
}

export interface QueuePlace {
  store: ModelStore<Classifier>;
  reader: PictureReader;
  /** Addresses of what is shown, which are given back. */
  urls: { create(blob: Blob): string; revoke(url: string): void };
  now?(): number;
}

export function createPictureQueue({ store, reader, urls, now = () => performance.now() }: QueuePlace): PictureQueue {
  let state: QueueState = { cards: [] };
  let nextId = 1;
  let isPumping = false;
  let current: { id: number; controller: AbortController } | undefined;
  const listeners = new Set<() => void>();

  function set(change: Partial<QueueState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  const find = (id: number) => state.cards.find((card) => card.id === id);

  function update(id: number, change: Partial<PictureCard>): void {
    const cards = state.cards.map((card) => (card.id === id ? { ...card, ...change } : card));
    const isFinished = change.phase === "done" || change.phase === "failed";
    set(isFinished ? { cards, latest: cards.find((card) => card.id === id) } : { cards });
  }

  function show(id: number, blob: Blob): void {
    const before = find(id)?.shown;
    update(id, { shown: urls.create(blob) });
    if (before) urls.revoke(before);
  }

  /** Reads a card's picture, unless that was done for a model that looks at pictures in the same way. */
  async function read(
    { id, file, picture }: PictureCard,
    model: Classifier,
    signal: AbortSignal,
  ): Promise<CardPicture> {
    const spec = model.manifest.preprocessing;
    if (picture && (!file || JSON.stringify(picture.spec) === JSON.stringify(spec))) return picture;
    update(id, { phase: "reading" });
    const { width, height, seen, thumbnail, ms } = await reader.read(file!, spec, { signal });
    signal.throwIfAborted();
    const read = { width, height, seen, spec, readMs: ms };
    show(id, thumbnail);
    update(id, { picture: read });
    return read;
  }

  async function work(card: PictureCard, model: Classifier, signal: AbortSignal): Promise<void> {
    const { id } = card;
    let isAsking = false;
    try {
      const picture = await read(card, model, signal);
      update(id, { phase: "running" });
      isAsking = true;
      const start = now();
      const found = await model.classify(seenAgain(picture), { signal });
      const runMs = now() - start;
      const { runtime, provider } = model;
      const { readMs } = picture;
      update(id, { phase: "done", file: undefined, result: { ...found, runtime, provider, readMs, runMs } });
    } catch (error) {
      if (signal.aborted) return;
      // Another model has taken its place: this one is asked next.
      if (isAsking && isTinyCatsError(error) && error.code === "session-disposed")
        return update(id, { phase: "waiting" });
      // The thread that ran the network, or that reads pictures: each is started anew.
      if (isBroken(error)) {
        if (isAsking) store.reset();
        set({ notice: { kind: "crashed" } });
        const thread = isAsking ? "network" : "reader";
        // Both may have ended at once, and each is found out by itself.
        if (card.ended.includes(thread)) return update(id, { phase: "failed", error });
        return update(id, { phase: "waiting", ended: [...card.ended, thread] });
      }
      update(id, { phase: "failed", error });
    }
  }

  async function pump(): Promise<void> {
    if (isPumping) return;
    isPumping = true;
    try {
      for (;;) {
        const card = state.cards.find(({ phase }) => phase === "waiting");
        if (!card) return;
        const model = await store.load();
        // It may have been removed meanwhile.
        if (!find(card.id)) continue;
        current = { id: card.id, controller: new AbortController() };
        await work(card, model, current.controller.signal);
      }
    } catch {
      // The store tells why there is no model; what waits is gone on with when there is one.
    } finally {
      current = undefined;
      isPumping = false;
    }
  }

  store.subscribe(() => {
    if (store.state().phase === "ready") void pump();
  });

  function drop({ id, shown }: PictureCard): void {
    if (current?.id === id) current.controller.abort(new DOMException("removed", "AbortError"));
    if (shown) urls.revoke(shown);
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(files) {
      const taken = files.slice(0, Math.max(0, MOST_CARDS - state.cards.length));
      const cards = taken.map(
        ({ name, blob }): PictureCard => ({
          id: nextId++,
          name,
          phase: "waiting",
          file: blob,
          shown: urls.create(blob),
          ended: [],
        }),
      );
      const count = files.length - taken.length;
      set({ cards: [...cards, ...state.cards], notice: count > 0 ? { kind: "left-out", count } : state.notice });
      void pump();
    },
    remove(id) {
      const card = find(id);
      if (!card) return;
      drop(card);
      set({ cards: state.cards.filter((other) => other !== card) });
    },
    clear() {
      for (const card of state.cards) drop(card);
      set({ cards: [], notice: undefined, latest: undefined });
    },
    retry(id) {
      if (find(id)?.phase === "failed") update(id, { phase: "waiting", error: undefined, ended: [] });
      void pump();
    },
    again() {
      const cards = state.cards.map((card) =>
        card.phase === "done" ? { ...card, phase: "waiting" as const, ended: [] } : card,
      );
      set({ cards });
      void pump();
    },
    dismiss: () => set({ notice: undefined }),
  };
}
