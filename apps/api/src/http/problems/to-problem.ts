import { STATUS_CODES } from "node:http";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { Problem } from "./problem.ts";
import { statusOf } from "./status-of.ts";

const DOCS = "https://github.com/tiny-cats/tiny-cats/blob/main/docs/errors.md";

/** What a client is told of an error: of the server's own faults nothing but where to look. */
export function toProblem(error: unknown, requestId: string): Problem {
  const status = statusOf(error);
  const told =
    status < 500 || status === 504
      ? (error as { code: string; message: string; remedy: string })
      : {
          code: "server-failed",
          message: "the server failed",
          remedy: "try again; if it stays so, tell whoever runs this server the request's id",
        };
  return {
    type: `${DOCS}#${told.code}`,
    title: STATUS_CODES[status] ?? "Client Closed Request",
    status,
    detail: told.message,
    error: `${told.message}: ${told.remedy}`,
    code: told.code,
    remedy: told.remedy,
    request_id: requestId,
  };
}

/** Seconds after which another try is worth it, where the error says so. */
export function retryAfter(error: unknown): number | undefined {
  return isTinyCatsError(error) && statusOf(error) === 429 && typeof error.value === "number" ? error.value : undefined;
}
