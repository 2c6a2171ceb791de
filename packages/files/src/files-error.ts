/** An error of this package: a stable `code`, what was wrong in `value`, and what to do about it in `remedy`. */
export class FilesError extends Error {
  readonly code: string;
  readonly value: unknown;
  readonly remedy: string;

  constructor(
    code: string,
    message: string,
    { value, remedy, cause }: { value?: unknown; remedy: string; cause?: unknown },
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "FilesError";
    this.code = code;
    this.value = value;
    this.remedy = remedy;
  }
}
