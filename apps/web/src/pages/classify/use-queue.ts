import { useEffect, useState } from "preact/hooks";
import type { PictureQueue, QueueState } from "./picture-queue.ts";

/** A queue's state, kept up to date. */
export function useQueue(queue: PictureQueue): QueueState {
  const [state, setState] = useState(queue.state);
  useEffect(() => {
    const update = () => setState(queue.state());
    update();
    return queue.subscribe(update);
  }, [queue]);
  return state;
}
