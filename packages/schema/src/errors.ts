/**
 * The one shape of every error this toolkit throws on purpose.
 *
 * `code` is stable and has an anchor in docs/errors.md, `value` is what was wrong, `remedy` says what to do about it.
 */
export class TinyCatsError extends Error {
  readonly code: string;
  readonly value: unknown;
  readonly remedy: string;

  constructor(
    code: string,
    message: string,
    { value, remedy, cause }: { value?: unknown; remedy: string; cause?: unknown },
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "TinyCatsError";
    this.code = code;
    this.value = value;
    this.remedy = remedy;
  }
}

/** Whether something thrown has that shape; true across copies of this package, where `instanceof` is not. */
export function isTinyCatsError(error: unknown): error is TinyCatsError {
  const shaped = error as Partial<TinyCatsError> | null;
  return error instanceof Error && typeof shaped?.code === "string" && typeof shaped.remedy === "string";
}
