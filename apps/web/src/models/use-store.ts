import { useEffect, useState } from "preact/hooks";
import type { ModelState } from "./model-state.ts";
import type { ModelStore } from "./model-store.ts";

/** A store's state, kept up to date. */
export function useStore<T>(store: ModelStore<T>): ModelState<T> {
  const [state, setState] = useState(store.state);
  useEffect(() => {
    const update = () => setState(store.state());
    update();
    return store.subscribe(update);
  }, [store]);
  return state;
}
