import type { IncomingMessage } from "node:http";
import type { FaultAction } from "../fault.ts";
import type { HubLimits } from "../hub-options.ts";
import type { HubUser } from "../hub-user.ts";
import type { Uploads } from "../lfs/uploads.ts";
import type { RequestRecord } from "../request-record.ts";
import type { Storage } from "../storage/storage.ts";
import type { Answer } from "./answer.ts";

/** What all requests share. */
export interface Hub {
  storage: Storage;
  users: readonly HubUser[];
  limits: HubLimits;
  clock: () => number;
  cdnHost: string | undefined;
  uploads: Uploads;
}

/** One request. */
export interface Context {
  hub: Hub;
  request: IncomingMessage;
  method: string;
  /** Path and query as they were sent. */
  target: string;
  query: URLSearchParams;
  /** What the route's pattern took from the path, decoded. */
  params: Record<string, string>;
  /** Whose token came with it. */
  user: HubUser | undefined;
  /** "http://host:port" as the client sees it. */
  base: string;
  fault: FaultAction | undefined;
  record: RequestRecord;
}

export type Handler = (context: Context) => Promise<Answer>;
