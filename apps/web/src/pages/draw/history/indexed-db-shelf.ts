import { readDrawingSettings, readPngText } from "@tiny-cats/core/png";
import type { Kept, Shelf } from "./history.ts";

const NAME = "tiny-cats:drawings";
const STORE = "drawings";

/** What lies in the browser: the settings stand in the PNG. */
type Row = Pick<Kept, "id" | "at" | "png">;

/** A shelf in the browser's IndexedDB. Its methods reject where there is none, or it is full. */
export function indexedDbShelf(factory: () => IDBFactory = () => indexedDB): Shelf {
  async function inStore<T>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest<T>[]): Promise<T[]> {
    const db = await open(factory());
    try {
      return await new Promise<T[]>((resolve, reject) => {
        const transaction = db.transaction(STORE, mode);
        const requests = use(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve(requests.map(({ result }) => result));
        transaction.onerror = () => reject(transaction.error);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      db.close();
    }
  }
  return {
    async all() {
      const [rows] = await inStore<Row[]>("readonly", (store) => [store.getAll()]);
      const kept = await Promise.all(
        rows.map(async (row): Promise<Kept[]> => {
          try {
            return [{ ...row, settings: readDrawingSettings(await readPngText(row.png)) }];
          } catch {
            // A row that another version wrote hides itself, not the rest.
            return [];
          }
        }),
      );
      return kept.flat();
    },
    async put({ id, at, png }) {
      await inStore("readwrite", (store) => [store.put({ id, at, png } satisfies Row)]);
    },
    async remove(ids) {
      await inStore<undefined>("readwrite", (store) => ids.map((id) => store.delete(id)));
    },
    async clear() {
      await inStore<undefined>("readwrite", (store) => [store.clear()]);
    },
  };
}

function open(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another tab holds an older store"));
  });
}
