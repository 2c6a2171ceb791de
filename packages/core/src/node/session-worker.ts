import { parentPort } from "node:worker_threads";
import { serve } from "../worker/serve.ts";
import { nodePlace } from "./node-place.ts";

// The thread that holds sessions: a runtime's calls block whichever thread they are made on.
const port = parentPort!;
port.on(
  "message",
  serve(nodePlace, (reply, transfer) => port.postMessage(reply, transfer)),
);
