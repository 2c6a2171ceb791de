import { workerData } from "node:worker_threads";
import { beginCall, endCall, type NativeCalls } from "./native-calls.ts";

const calls: NativeCalls | undefined = workerData?.nativeCalls;

/**
 * Makes a call into native code from a thread that `startNativeThread` started, which is then not ended before the call has returned. Elsewhere it is
 * made as it is. Where the thread is to end already it is not made, and the promise stays open.
 */
export async function nativeCall<T>(call: () => Promise<T>): Promise<T> {
  if (!calls) return call();
  if (!beginCall(calls)) {
    ended(calls);
    return new Promise(() => undefined);
  }
  try {
    return await call();
  } finally {
    ended(calls);
  }
}

function ended(calls: NativeCalls): void {
  // Whoever asked for the thread's end waits for it.
  if (endCall(calls)) process.exit();
}
