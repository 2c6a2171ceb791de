/** Fires with the caller's signal, if there is one, or our own. */
export function eitherSignal(outer: AbortSignal | undefined, own: AbortSignal): AbortSignal {
  return outer ? AbortSignal.any([outer, own]) : own;
}
