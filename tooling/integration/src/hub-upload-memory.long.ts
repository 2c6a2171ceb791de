import { execFile } from "node:child_process";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { formulaBytes } from "../../golden/formula-picture.ts";
import { folderOf } from "../../testing/folder-of.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { newHub } from "./hub-upload-fixture.ts";

async function largeFiles(): Promise<string> {
  const folder = temporaryFolder();
  for (let i = 0; i < 4; i++) {
    const block = formulaBytes(i, 1 << 20);
    await pipeline(Readable.from(Array(250).fill(block)), createWriteStream(join(folder, `model-${i}.safetensors`)));
  }
  return folder;
}

const small = async () =>
  folderOf(Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`f/${i}.txt`, formulaBytes(i, 4000)])));

test.each([
  ["1 GB in 4 files", largeFiles],
  ["2,000 files of 4 kB", small],
])("%s go up in less than 200 MB of memory", async (what, make) => {
  const hub = await newHub({});
  const script = join(import.meta.dirname, "hub-upload-memory-child.ts");
  const args = [script, await make(), "local/one", hub.url];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  console.log(what, stdout.trim());
  expect(JSON.parse(stdout).memory).toBeLessThan(200);
});
