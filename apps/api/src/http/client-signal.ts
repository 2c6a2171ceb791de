import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A request's signal, with an error of ours for its reason. */
export function clientSignal({ signal }: Pick<Request, "signal">): AbortSignal {
  const gone = new AbortController();
  const abort = () => gone.abort(clientGone());
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort, { once: true });
  return gone.signal;
}

/** Why work is ended that nobody waits for any more. */
export function clientGone(): TinyCatsError {
  return new TinyCatsError("client-gone", "the client is gone", { value: undefined, remedy: "stay for the answer" });
}
