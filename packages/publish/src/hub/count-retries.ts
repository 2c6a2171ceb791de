import type { HubOptions } from "@tiny-cats/hub";
import { given } from "../given.ts";

/** The options of the Hub's functions alone, and how many requests were sent again with them. */
export interface CountedHub {
  hub: HubOptions;
  retries(): number;
}

/** Takes them out of others, and counts. */
export function countRetries(options: HubOptions): CountedHub {
  const { token, endpoint, fetch, timeoutMs, retries, retryBaseMs, longestWaitMs, signal, onRetry } = options;
  let count = 0;
  const hub: HubOptions = {
    ...given({ token, endpoint, fetch, timeoutMs, retries, retryBaseMs, longestWaitMs, signal }),
    onRetry(retry) {
      count++;
      onRetry?.(retry);
    },
  };
  return { hub, retries: () => count };
}
