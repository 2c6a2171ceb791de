import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Answered } from "../http/app.ts";
import type { Problem } from "../http/problems/problem.ts";

/** What was wrong with bytes that are no request, by the parser's own code. */
export function badRequest(code: string | undefined): TinyCatsError {
  if (code === "HPE_HEADER_OVERFLOW") {
    return new TinyCatsError("header-too-large", "the request's head is too large", {
      value: code,
      remedy: "send fewer or shorter headers, and a shorter address",
    });
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return new TinyCatsError("head-timeout", "the request did not come in time", {
      value: code,
      remedy: "send it again, or over a faster line",
    });
  }
  return new TinyCatsError("invalid-http", "this is no request of HTTP/1.1", {
    value: code,
    remedy: "use a client of HTTP/1.1",
  });
}

/** What is known of an answer to what was no request. */
export function answeredBy({ request_id, status, code }: Problem): Answered {
  return { requestId: request_id, path: undefined, status, problem: code, milliseconds: 0 };
}
