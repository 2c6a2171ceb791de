import { call } from "./call.ts";
import type { Connection } from "./connection.ts";

/**
 * What functions of @huggingface/hub are given so that their requests are sent by `send`: with timeouts, repetitions, an abort that is heeded,
 * and typed errors. The token is left out of their sight: they refuse tokens that don't begin with "hf_" and send "Bearer undefined" without one.
 */
export function throughLibrary(connection: Connection): { hubUrl: string; fetch: typeof fetch; accessToken: string } {
  return {
    hubUrl: connection.endpoint,
    accessToken: "",
    fetch: (input, init = {}) => {
      const { method, headers, body } = init;
      return call(connection, input instanceof Request ? input.url : input, {
        method,
        headers,
        body: body === undefined || body === null ? undefined : () => body,
      });
    },
  };
}
