import type { Fault, FaultAction } from "../fault.ts";

/** Finds what shall go wrong with a request, counting as it goes. */
export type FindFault = (method: string, path: string) => FaultAction | undefined;

export function findFaults(faults: readonly Fault[]): FindFault {
  const states = faults.map((fault) => ({ ...fault, seen: 0, left: fault.times ?? Number.POSITIVE_INFINITY }));
  return (method, path) => {
    let struck: FaultAction | undefined;
    for (const state of states) {
      const { match = {} } = state;
      if (match.method !== undefined && match.method.toUpperCase() !== method) continue;
      if (!fitsPath(match.path, path)) continue;
      state.seen++;
      if (struck || state.left === 0 || !fitsNumber(match.number, state.seen)) continue;
      state.left--;
      struck = state.action;
    }
    return struck;
  };
}

function fitsPath(wanted: string | RegExp | undefined, path: string): boolean {
  if (wanted === undefined) return true;
  // search() leaves lastIndex of a global pattern alone, test() would not.
  return typeof wanted === "string" ? path.includes(wanted) : path.search(wanted) !== -1;
}

function fitsNumber(wanted: number | readonly number[] | undefined, seen: number): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === "number" ? wanted === seen : wanted.includes(seen);
}
