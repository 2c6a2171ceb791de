// The Hub's protocol on this machine, in a process of its own; its address is the first line, and the end of stdin is its end.
import { startHub } from "@tiny-cats/hub-emulator";

const hub = await startHub({ dir: process.argv[2] });
console.log(hub.url);
process.stdin.resume().once("end", () => hub.close());
