/** The Hub's X-Error-Code values. */
export type ErrorCode = "RepoNotFound" | "RevisionNotFound" | "EntryNotFound" | "GatedRepo";

/** An answer other than success; thrown by handlers, sent as `{error}` with the Hub's headers. */
export class HttpError extends Error {
  readonly status: number;
  readonly errorCode: ErrorCode | undefined;
  readonly headers: Record<string, string>;
  readonly extra: Record<string, unknown>;

  constructor(
    status: number,
    message: string,
    {
      errorCode,
      headers = {},
      extra = {},
    }: { errorCode?: ErrorCode; headers?: Record<string, string>; extra?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.headers = headers;
    this.extra = extra;
  }
}
