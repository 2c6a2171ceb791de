/** Fires when nothing was heard for too long, or with the caller's signal. */
export interface IdleDeadline {
  readonly signal: AbortSignal;
  readonly expired: boolean;
  /** Something was heard: counts anew. */
  touch(): void;
  stop(): void;
}

export function idleDeadline(milliseconds: number, outer: AbortSignal | undefined): IdleDeadline {
  const controller = new AbortController();
  let expired = false;
  let heard = performance.now();
  // Each part that arrives touches it: that must cost no timer of its own.
  const check = () => {
    const left = heard + milliseconds - performance.now();
    if (left > 0) {
      timer = setTimeout(check, Math.ceil(left));
      return;
    }
    expired = true;
    controller.abort(new Error(`nothing was heard for ${milliseconds / 1000} s`));
  };
  let timer = setTimeout(check, milliseconds);
  // AbortSignal.any would keep what it makes until the caller's signal is gone.
  const abort = () => controller.abort(outer!.reason);
  if (outer?.aborted) abort();
  outer?.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    get expired() {
      return expired;
    },
    touch() {
      heard = performance.now();
    },
    stop() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", abort);
    },
  };
}
