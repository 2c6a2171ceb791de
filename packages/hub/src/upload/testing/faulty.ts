import type { ServerResponse } from "node:http";
import type { UploadHubScript } from "./upload-hub.ts";

/** Does something with the how-manieth requests that contain a text. */
export function at(
  what: string,
  numbers: readonly number[],
  act: (response: ServerResponse) => unknown,
): UploadHubScript["instead"] {
  let count = 0;
  return ({ method, url }, response) => {
    if (!`${method} ${url}`.includes(what) || !numbers.includes(++count)) return false;
    act(response);
    return true;
  };
}

/** Lets the Hub do it, and loses the answer. */
export function lost(what: string, numbers: readonly number[]): UploadHubScript["instead"] {
  let count = 0;
  return ({ method, url }, response) => {
    if (`${method} ${url}`.includes(what) && numbers.includes(++count)) {
      response.writeHead = (() => response) as never;
      response.end = (() => response.socket?.destroy()) as never;
    }
    return false;
  };
}
