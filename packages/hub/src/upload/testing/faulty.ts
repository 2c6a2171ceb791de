import type { ServerResponse } from "node:http";
import { planUpload } from "../plan-upload.ts";
import { upload } from "../upload.ts";
import type { UploadOptions } from "../upload-options.ts";
import type { UploadHub, UploadHubScript } from "./upload-hub.ts";

/** Plans and uploads with little patience. */
export async function send(hub: UploadHub, folder: string, options: UploadOptions = {}) {
  const base = { endpoint: hub.endpoint, token: "hf_x", retryBaseMs: 1, retries: 2 };
  return upload(await planUpload(folder, "cat/one", { ...base, journal: options.journal }), { ...base, ...options });
}

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
