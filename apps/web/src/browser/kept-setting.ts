/** A choice that this browser remembers from visit to visit; one that keeps nothing remembers it while the page is open. */
export interface KeptSetting<T extends string> {
  get(): T;
  set(value: T): void;
}

/** One of `values`, the first of them until another was chosen. */
export function keptSetting<T extends string>(key: string, values: readonly [T, ...T[]]): KeptSetting<T> {
  const name = `tiny-cats:${key}`;
  let current: T = values[0];
  return {
    get() {
      try {
        const kept = localStorage.getItem(name);
        return values.find((value) => value === kept) ?? values[0];
      } catch {
        return current;
      }
    },
    set(value) {
      current = value;
      try {
        localStorage.setItem(name, value);
      } catch {
        // A browser that keeps nothing is asked for nothing next time.
      }
    },
  };
}
