import { isTinyCatsError } from "@tiny-cats/schema/errors";

/**
 * What a request can be told about, by the error's code. All others are the server's own faults and are told as 500.
 * Never 503 on a route that infers: the JavaScript client repeats those at once, fifty times.
 */
const STATUS: Readonly<Record<string, 400 | 401 | 404 | 405 | 406 | 408 | 413 | 415 | 422 | 429 | 431 | 499 | 504>> = {
  "invalid-request": 422,
  "invalid-json": 400,
  "invalid-multipart": 400,
  "not-utf8": 400,
  "body-cut": 400,
  "no-picture": 422,
  "invalid-api-key": 401,
  "no-such-route": 404,
  "no-such-model": 404,
  "method-not-allowed": 405,
  "not-acceptable": 406,
  "body-timeout": 408,
  "body-too-large": 413,
  "picture-too-large": 413,
  "too-many-pictures": 413,
  "too-many-parts": 413,
  "json-too-complex": 422,
  "header-too-large": 431,
  "invalid-http": 400,
  "head-timeout": 408,
  "unsupported-body": 415,
  "not-a-picture": 415,
  "corrupt-picture": 422,
  "invalid-image": 422,
  "unsupported-parameter": 422,
  "unknown-breed": 422,
  "not-drawable": 422,
  "invalid-seed": 422,
  "invalid-index": 422,
  "invalid-steps": 422,
  "unknown-solver": 422,
  "invalid-guidance": 422,
  "invalid-times": 422,
  "too-busy": 429,
  "too-many-requests": 429,
  // Nobody reads this one: it is for the log.
  "client-gone": 499,
  "too-slow": 504,
};

/** The status of an answer that tells this error. */
export function statusOf(error: unknown) {
  return isTinyCatsError(error) ? (STATUS[error.code] ?? 500) : 500;
}
