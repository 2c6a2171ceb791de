import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHub } from "@tiny-cats/hub-emulator";
import { expect, onTestFinished, test } from "vitest";
import { hubEnvironment } from "./hub-environment.ts";
import { missingPeers } from "./peers.ts";

const python = process.env.TINY_CATS_PYTHON ?? "python3";
const reason = missingPeers(["huggingface_hub"]);

/** Runs hub-python.py against a hub, with a home of its own and without Xet, which the emulator declines. */
function runPython(url: string, folder: string): Promise<string> {
  const env = { ...hubEnvironment(folder, url), HF_TOKEN: "hf_local" };
  mkdirSync(join(folder, "work"));
  return new Promise((resolve, reject) => {
    const child = spawn(python, [join(import.meta.dirname, "hub-python.py"), join(folder, "work")], { env });
    const blocks: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (block) => blocks.push(block));
    child.stderr.on("data", (block) => errors.push(block));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(Buffer.concat(blocks).toString()) : reject(new Error(Buffer.concat(errors).toString())),
    );
  });
}

test("huggingface_hub and hf do their work against the emulator, byte for byte", async ({ skip }) => {
  if (reason) return skip(reason);
  const folder = mkdtempSync(join(tmpdir(), "tiny-cats-cross-hub-"));
  const limits = { multipart: 1_000_000, part: 1_000_000, pageEntries: 4 };
  const hub = await startHub({ dir: join(folder, "hub"), limits });
  onTestFinished(async () => {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });
  expect(JSON.parse(await runPython(hub.url, folder))).toEqual({
    whoami: "local",
    "whoami by hf": 0,
    create: ["local/cross-check", "HfHubHTTPError", "local/cross-check"],
    "upload again": [true, 0, true],
    "parent commit": "HfHubHTTPError",
    "large objects": ["parts/large.bin", "small.safetensors"],
    download: [],
    offline: [],
    "offline by hf": 0,
    "local dir": [0, []],
    "dry run": [0, false],
    "one file by commit": 0,
    verify: [0, 0],
    "verify what was changed": 1,
    tag: [0, "HfHubHTTPError", null],
    branch: [0, "HfHubHTTPError"],
    refs: [["main", "dev/x"], [["v1", true]]],
    "pull request": ["refs/pr/1", true, false],
    "delete files": [0, [".gitattributes", "README.md", "parts/large.bin", "small.safetensors"]],
    "tag keeps": [],
    private: [null, true, "RepositoryNotFoundError"],
    card: "mit",
    delete: [0, "RepositoryNotFoundError", null],
  });
  const sent = hub.requests.map(({ method, path }) => `${method} ${path}`);
  expect(sent.filter((line) => line.startsWith("PUT /lfs/parts/"))).toHaveLength(3);
  expect(sent.filter((line) => line.startsWith("PUT /lfs/models/"))).toHaveLength(1);
  expect(hub.requests.filter(({ status }) => status >= 500)).toEqual([]);
});
