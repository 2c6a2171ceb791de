import { useEffect, useState } from "preact/hooks";

interface Source<T> {
  state(): T;
  subscribe(listener: () => void): () => void;
}

/** The state of what tells of its changes, kept up to date. */
export function useSubscribed<T extends object>(source: Source<T>): T;
/** What is picked of it: only a change of that renders anew. */
export function useSubscribed<T extends object, P extends object>(source: Source<T>, pick: (state: T) => P): P;
export function useSubscribed<T extends object>(
  source: Source<T>,
  pick: (state: T) => object = (state) => state,
): object {
  const [state, setState] = useState<object>(() => pick(source.state()));
  useEffect(() => {
    const update = () =>
      setState((before) => {
        const next = pick(source.state());
        return isEqual(before, next) ? before : next;
      });
    update();
    return source.subscribe(update);
  }, [source]);
  return state;
}

function isEqual(a: object, b: object): boolean {
  const [one, other] = [Object.entries(a), new Map(Object.entries(b))];
  return one.length === other.size && one.every(([key, value]) => other.has(key) && Object.is(other.get(key), value));
}
