// node write-slowly.ts <path> <blocks> <pause in ms>: writes blocks of 256 KiB atomically, all of them or none.
import { setTimeout } from "node:timers/promises";
import { writeFileAtomic } from "../write/write-file-atomic.ts";

const [path, blocks, pause] = process.argv.slice(2);

async function* source() {
  for (let i = 0; i < Number(blocks); i++) {
    yield new Uint8Array(1 << 18).fill(i);
    await setTimeout(Number(pause));
  }
}

try {
  await writeFileAtomic(path, source());
  process.stdout.write("written\n");
} catch (error) {
  const { code, remedy, cause } = error as { code?: string; remedy?: string; cause?: { code?: string } };
  process.stdout.write(`${JSON.stringify({ code, remedy, cause: cause?.code })}\n`);
}
