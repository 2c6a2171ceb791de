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
  const expire = () => {
    expired = true;
    controller.abort(new Error(`nothing was heard for ${milliseconds / 1000} s`));
  };
  let timer = setTimeout(expire, milliseconds);
  const stop = () => clearTimeout(timer);
  return {
    signal: outer ? AbortSignal.any([outer, controller.signal]) : controller.signal,
    get expired() {
      return expired;
    },
    touch() {
      stop();
      if (!expired) timer = setTimeout(expire, milliseconds);
    },
    stop,
  };
}
