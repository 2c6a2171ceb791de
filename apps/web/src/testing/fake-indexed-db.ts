/** As much of IndexedDB as one store with a key path takes, in memory. `refuse` makes a step fail as browsers do. */
export function fakeIndexedDb({ refuse }: { refuse?: () => "open" | "write" | undefined } = {}): IDBFactory {
  const stores = new Map<string, { keyPath: string; rows: Map<unknown, Record<string, unknown>> }>();
  const request = <T>(result?: T) => ({ result, error: null as unknown }) as unknown as IDBRequest<T>;
  const later = (work: () => void) => queueMicrotask(work);
  const database = {
    createObjectStore: (name: string, { keyPath }: { keyPath: string }) =>
      stores.set(name, { keyPath, rows: new Map() }),
    transaction(name: string, mode: IDBTransactionMode) {
      const { keyPath, rows } = stores.get(name)!;
      const transaction = { error: null as unknown } as Record<string, unknown>;
      const fails = mode === "readwrite" && refuse?.() === "write";
      later(() => {
        if (!fails) return (transaction.oncomplete as () => void)();
        transaction.error = new DOMException("full", "QuotaExceededError");
        (transaction.onabort as () => void)();
      });
      transaction.objectStore = () => ({
        getAll: () => request(structuredClone([...rows.values()])),
        put(row: Record<string, unknown>) {
          if (!fails) rows.set(row[keyPath], structuredClone(row));
          return request(row[keyPath]);
        },
        clear() {
          if (!fails) rows.clear();
          return request();
        },
        delete(key: unknown) {
          if (!fails) rows.delete(key);
          return request();
        },
      });
      return transaction;
    },
    close: () => undefined,
  };
  return {
    open() {
      const opening = request(database) as unknown as Record<string, unknown>;
      later(() => {
        if (refuse?.() === "open") {
          opening.error = new DOMException("not here", "InvalidStateError");
          return (opening.onerror as () => void)();
        }
        if (stores.size === 0) (opening.onupgradeneeded as () => void)();
        (opening.onsuccess as () => void)();
      });
      return opening;
    },
  } as unknown as IDBFactory;
}
