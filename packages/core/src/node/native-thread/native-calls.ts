/** How many calls into native code a thread has under way, in memory shared with the thread that started it. */
export type NativeCalls = Int32Array<SharedArrayBuffer>;

/** Added to the count once the thread is to end: what would begin afterwards never begins. */
const ENDING = 1 << 30;

export function nativeCalls(): NativeCalls {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Counts a call that begins; false where the thread is to end, and it must not begin. */
export function beginCall(calls: NativeCalls): boolean {
  return Atomics.add(calls, 0, 1) < ENDING;
}

/** Counts a call that has ended, or was not to begin; true where the thread is to end and this was its last. */
export function endCall(calls: NativeCalls): boolean {
  const last = Atomics.sub(calls, 0, 1) === ENDING + 1;
  if (last) Atomics.notify(calls, 0);
  return last;
}

/** Lets no further call begin; true where none is under way. */
export function forbidCalls(calls: NativeCalls): boolean {
  return (Atomics.or(calls, 0, ENDING) | ENDING) === ENDING;
}

/** Blocks until no thread has one under way and none may begin any more, or for `patience` milliseconds: a thread that broke down never counts its last. */
export function awaitCalls(threads: Iterable<NativeCalls>, patience: number): void {
  for (const calls of threads) forbidCalls(calls);
  const until = performance.now() + patience;
  for (const calls of threads) {
    for (let now = Atomics.load(calls, 0); now !== ENDING; now = Atomics.load(calls, 0)) {
      const left = until - performance.now();
      if (left <= 0) return;
      Atomics.wait(calls, 0, now, left);
    }
  }
}
