/**
 * What this package throws on purpose. It has the shape of every tiny-cats error, so that isTinyCatsError of @tiny-cats/schema knows it,
 * without depending on that package.
 */
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
