import { useEffect, useState } from "preact/hooks";

/** The state of what tells of its changes, kept up to date. */
export function useSubscribed<T>(source: { state(): T; subscribe(listener: () => void): () => void }): T {
  const [state, setState] = useState<T>(source.state);
  useEffect(() => {
    const update = () => setState(source.state());
    update();
    return source.subscribe(update);
  }, [source]);
  return state;
}
