import { drawingText, encodePng } from "@tiny-cats/core/png";
import { describe, expect, test } from "vitest";
import { drawingManifest } from "../../../testing/drawing-manifest.ts";
import { fakeIndexedDb } from "../../../testing/fake-indexed-db.ts";
import { firstDraft } from "../settings/first-draft.ts";
import { readDraft } from "../settings/read-draft.ts";
import { createHistory, type Kept, MAX_KEPT } from "./history.ts";
import { indexedDbShelf } from "./indexed-db-shelf.ts";

const manifest = drawingManifest();
const { count: _, ...plan } = readDraft(firstDraft(manifest), manifest).plan!;
const image = { data: new Uint8ClampedArray(12), width: 2, height: 2 };

async function drawing(at: number): Promise<Kept> {
  const settings = { ...plan, seed: at, modelSha256: "c".repeat(64) };
  return { id: `d${at}`, at, settings, png: await encodePng(image, { text: drawingText(settings) }) };
}

const seeds = (kept: readonly Kept[]) => kept.map(({ settings }) => settings.seed);

describe("drawings that are kept", () => {
  test("are there the next time, the newest first", async () => {
    const db = fakeIndexedDb();
    const history = createHistory(indexedDbShelf(() => db));
    await history.open();
    expect(history.state()).toEqual({ kept: [], isLasting: true });
    for (const at of [1, 3, 2]) await history.add(await drawing(at));
    const next = createHistory(indexedDbShelf(() => db));
    let told = 0;
    const stop = next.subscribe(() => told++);
    await next.open();
    expect(seeds(next.state().kept)).toEqual([3, 2, 1]);
    expect(next.state().kept[0]).toEqual(await drawing(3));
    expect(told).toBe(1);
    stop();
    await next.open();
    expect([told, seeds(next.state().kept)]).toEqual([1, [3, 2, 1]]);
  });

  test("are the latest, also of what another tab has put there", async () => {
    const db = fakeIndexedDb();
    const [one, other] = [createHistory(indexedDbShelf(() => db)), createHistory(indexedDbShelf(() => db))];
    for (let at = 0; at < MAX_KEPT; at++) await (at % 2 ? one : other).add(await drawing(at));
    await one.add(await drawing(100));
    const shelf = await indexedDbShelf(() => db).all();
    expect(shelf).toHaveLength(MAX_KEPT);
    expect(shelf.map(({ id }) => id)).not.toContain("d0");
    await one.open();
    expect(seeds(one.state().kept).slice(0, 2)).toEqual([100, MAX_KEPT - 1]);
    expect(one.state().kept).toHaveLength(MAX_KEPT);
  });

  test("are forgotten, all of them, also those that are not shown", async () => {
    const db = fakeIndexedDb();
    await indexedDbShelf(() => db).put(await drawing(5));
    const history = createHistory(indexedDbShelf(() => db));
    await history.add(await drawing(6));
    await history.clear();
    expect(history.state().kept).toEqual([]);
    expect(await indexedDbShelf(() => db).all()).toEqual([]);
  });

  test("stay while the page is open where the browser keeps nothing", async () => {
    for (const refuse of [() => "open" as const, () => "write" as const]) {
      const history = createHistory(indexedDbShelf(() => fakeIndexedDb({ refuse })));
      await history.open();
      await history.add(await drawing(1));
      await history.add(await drawing(2));
      expect(seeds(history.state().kept)).toEqual([2, 1]);
      expect(history.state().isLasting).toBe(false);
      await history.clear();
      expect(history.state().kept).toEqual([]);
    }
    const without = createHistory(
      indexedDbShelf(() => {
        throw new DOMException("no", "SecurityError");
      }),
    );
    await without.open();
    expect(without.state().isLasting).toBe(false);
  });

  test("that are damaged hide themselves alone", async () => {
    const db = fakeIndexedDb();
    const shelf = indexedDbShelf(() => db);
    await shelf.put({ ...(await drawing(1)), png: new Uint8Array([1, 2, 3]) });
    await shelf.put(await drawing(2));
    expect(seeds(await shelf.all())).toEqual([2]);
    await shelf.clear();
    await shelf.put(await drawing(3));
    expect(seeds(await shelf.all())).toEqual([3]);
  });
});
