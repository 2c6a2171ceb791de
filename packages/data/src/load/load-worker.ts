import { parentPort } from "node:worker_threads";
import { nativeCall } from "@tiny-cats/core/native-thread";
import { loadReply } from "./load-reply.ts";
import type { LoadRequest } from "./picture-job.ts";

const port = parentPort!;
// One picture is decoded, outside this thread's own time, while another is changed.
const lanes = [Promise.resolve(), Promise.resolve()];
let next = 0;

port.on("message", (request: LoadRequest) => {
  const lane = next++ % lanes.length;
  lanes[lane] = lanes[lane].then(() => answer(request));
});

async function answer(request: LoadRequest): Promise<void> {
  const reply = await nativeCall(() => loadReply(request));
  port.postMessage(reply, "picture" in reply ? [reply.picture.data.buffer as ArrayBuffer] : []);
}
