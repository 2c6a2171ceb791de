import type { Fault } from "./fault.ts";
import type { RequestRecord } from "./request-record.ts";

/** A running emulator. */
export interface HubServer extends AsyncDisposable {
  /** "http://host:port", to be given as HF_ENDPOINT or hubUrl. */
  readonly url: string;
  readonly port: number;
  /** The last 100,000 requests, oldest first. */
  readonly requests: readonly RequestRecord[];
  /**
   * Replaces all faults and begins their counts again.
   *
   * @throws TinyCatsError "invalid-hub-fault".
   */
  setFaults(faults: readonly Fault[]): void;
  /** Ends all connections and lets go of the folder. What was acknowledged stays. */
  close(): Promise<void>;
}
