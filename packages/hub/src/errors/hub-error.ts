import { TinyCatsError } from "@tiny-cats/schema/errors";

export interface HubErrorDetails {
  remedy: string;
  value?: unknown;
  cause?: unknown;
  /** The answer's status; undefined where none came. */
  status?: number;
  /** What to tell the Hub's support. */
  requestId?: string;
  /** Milliseconds until the Hub wants to be asked again. */
  retryAfterMs?: number;
}

/** What a request to the Hub failed of. Neither message nor value holds a token, or an address's query. */
export class HubError extends TinyCatsError {
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  /** How often the request was sent in vain; above 1, an earlier one may have been carried out without an answer. */
  attempts = 1;

  constructor(code: string, message: string, { status, requestId, retryAfterMs, ...details }: HubErrorDetails) {
    super(code, requestId === undefined ? message : `${message} (request ${requestId})`, details);
    this.name = "HubError";
    this.status = status;
    this.requestId = requestId;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whether something thrown is a HubError with one of these codes. */
export function isHubError(error: unknown, ...codes: string[]): error is HubError {
  return error instanceof HubError && (codes.length === 0 || codes.includes(error.code));
}
