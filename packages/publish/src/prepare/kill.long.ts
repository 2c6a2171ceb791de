import { spawn } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { philox4x32 } from "@tiny-cats/core";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { classifierPt } from "../testing/checkpoints.ts";
import { found } from "../testing/found.ts";
import { hashes } from "../testing/hashes.ts";
import { prepare } from "./prepare.ts";

const WANTED = 40;

test("whoever kills a preparation in its middle finds the folder whole or not there, and the next run completes", async () => {
  const parent = temporaryFolder();
  const checkpoint = await classifierPt(join(parent, "c.pt"));
  const out = join(parent, "out");
  const models = await found("classifier", checkpoint);
  await prepare(models, out);
  const whole = hashes(out);
  const child = join(import.meta.dirname, "../testing/prepare-child.ts");
  const making = join(parent, ".out.making");
  const words = new Uint32Array(4);
  let landed = 0;
  for (let run = 0; landed < WANTED; run++) {
    expect(run).toBeLessThan(4 * WANTED);
    // What the kill before has left is told from what this run makes.
    if (existsSync(making)) writeFileSync(join(making, "stale"), "");
    const process_ = spawn(process.execPath, [child, checkpoint, out], { stdio: "ignore" });
    const ended = new Promise((resolve) => process_.once("close", resolve));
    while (!existsSync(making) || existsSync(join(making, "stale"))) await setTimeout(1);
    philox4x32([run, 0, 0, 0], [5, 0], words);
    await setTimeout(words[0] % 700);
    process_.kill("SIGKILL");
    await ended;
    const names = readdirSync(parent);
    if (names.includes(".out.making")) landed++;
    if (names.includes("out")) expect(hashes(out)).toEqual(whole);
    else expect(hashes(join(parent, ".out.replaced"))).toEqual(whole);
  }
  await prepare(models, out);
  expect(hashes(out)).toEqual(whole);
  expect(readdirSync(parent).sort()).toEqual([".out.made", "c.pt", "out"]);
});
