export type { Fault, FaultAction, FaultMatch } from "./fault.ts";
export type { HubLimits, HubOptions } from "./hub-options.ts";
export type { HubServer } from "./hub-server.ts";
export type { HubScope, HubUser } from "./hub-user.ts";
export type { RequestRecord } from "./request-record.ts";
export { startHub } from "./start-hub.ts";
