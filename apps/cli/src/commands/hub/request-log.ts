import type { RequestRecord } from "@tiny-cats/hub-emulator";

const LONGEST_PATH = 200;
/** Lines that one look writes at the most; a terminal can't keep up with a thousand requests a second, and nobody reads them. */
const MOST_LINES = 100;
const MOST_WAITING = 1000;

/** Tells of requests that were answered since the last look, in lines of bounded length and number. */
export function requestLog(requests: readonly RequestRecord[], write: (line: string) => void): () => void {
  let seen = 0;
  let waiting: RequestRecord[] = [];
  return () => {
    const fresh: RequestRecord[] = [];
    for (let i = requests.length - 1; i >= 0 && requests[i].number > seen; i--) fresh.push(requests[i]);
    seen = requests.at(-1)?.number ?? seen;
    const all = [...waiting, ...fresh.reverse()];
    const answered = all.filter(({ status }) => status !== 0);
    waiting = all.filter(({ status }) => status === 0).slice(-MOST_WAITING);
    for (const record of answered.slice(0, MOST_LINES)) write(lineOf(record));
    if (answered.length > MOST_LINES) write(`and ${answered.length - MOST_LINES} more requests`);
  };
}

function lineOf({ number, method, path, status }: RequestRecord): string {
  const shown = path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}...` : path;
  return `${number} ${method} ${shown} ${status}`;
}
