import { startHub } from "../start-hub.ts";

// A hub in a process of its own, to be killed: node serve.ts <folder>.
const hub = await startHub({ dir: process.argv[2]! });
process.stdout.write(`${hub.url}\n`);
