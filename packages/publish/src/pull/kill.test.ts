import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseLineageText } from "@tiny-cats/schema";
import { expect, test } from "vitest";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";
import { catFolder, hfFolder } from "../testing/repository-folders.ts";
import { testHub, writeSums } from "../testing/test-hub.ts";
import type { PullOptions, PullProgress } from "./pull-options.ts";

interface Ended {
  killed: boolean;
  done?: { fetched: number; commit: string };
}

/** Pulls in a process of its own, which is killed as soon as a stage is so far. */
function pullInChild(options: PullOptions, at?: { stage: PullProgress["stage"]; share: number }): Promise<Ended> {
  const script = fileURLToPath(new URL("../testing/pull-child.ts", import.meta.url));
  const task = JSON.stringify({ source: "ada/model", pauseMs: at ? 15 : 0, ...options });
  const child = spawn(process.execPath, ["--no-warnings", script, task], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (data) => {
      text += data;
      const [, stage, share] =
        /^(\w+) (\S+)\n(?!.*\n)/m.exec(text.slice(text.lastIndexOf("\n", text.length - 2) + 1)) ?? [];
      if (at && stage === at.stage && Number(share) >= at.share) child.kill("SIGKILL");
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const done = /^done (.*)$/m.exec(text)?.[1];
      if (signal === "SIGKILL") resolve({ killed: true });
      else if (done) resolve({ killed: false, done: JSON.parse(done) });
      else reject(new Error(`the pull ended with ${code}`));
    });
  });
}

const SIZE = 6 << 20;

test.each([
  { stage: "downloading", share: 0.2 },
  { stage: "downloading", share: 0.7 },
  { stage: "checking", share: 0.5 },
] as const)(
  "killed while $stage, at $share, a folder is not there, and the next pull goes on",
  async (at) => {
    const folder = catFolder();
    writeFileSync(join(folder, "large.bin"), formulaBytes(1, SIZE));
    writeSums(folder);
    const hub = await testHub();
    const commit = await hub.put("ada/model", folder);
    const dir = hub.folder("copy");
    const { endpoint, token } = hub.options;
    expect(await pullInChild({ endpoint, token, dir }, at)).toEqual({ killed: true });
    expect(existsSync(dir)).toBe(false);
    const { done } = await pullInChild({ endpoint, token, dir });
    expect(done!.commit).toBe(commit);
    expect(done!.fetched).toBeLessThan(SIZE);
    expect(readFileSync(join(dir, "large.bin")).equals(Buffer.from(formulaBytes(1, SIZE)))).toBe(true);
    expect(parseLineageText(readFileSync(join(dir, "lineage.json"), "utf8")).parent.commit).toBe(commit);
    expect(readdirSync(hub.folder("."))).toEqual(["copy", "hub"]);
  },
  60_000,
);

test("killed while converting, no checkpoint is there, and the next pull makes it of what was fetched", async () => {
  const hub = await testHub();
  await hub.put("ada/model", await hfFolder("nanogpt.pt"));
  const dir = hub.folder("training");
  const { endpoint, token } = hub.options;
  const options: PullOptions = { endpoint, token, dir, cache: hub.folder("cache"), as: "checkpoint" };
  expect(await pullInChild(options, { stage: "converting", share: 0.3 })).toEqual({ killed: true });
  expect(existsSync(join(dir, "ckpt.pt"))).toBe(false);
  const { done } = await pullInChild(options);
  expect(done!.fetched).toBe(0);
  expect(readdirSync(dir).sort()).toEqual(["ckpt.pt", "lineage.json"]);
}, 60_000);
