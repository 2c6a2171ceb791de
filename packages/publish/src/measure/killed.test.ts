import { fork } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { LAYOUT } from "../layout.ts";
import { preparedTiny } from "../testing/prepared-folders.ts";
import { measure } from "./measure.ts";
import { readSamples } from "./samples-folder.ts";

test("killed in the middle of drawing, it leaves no samples that look whole; the next run draws all and clears up", async () => {
  const prepared = await preparedTiny("generator");
  const child = fork(fileURLToPath(new URL("../testing/measure-child.ts", import.meta.url)), {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = new Promise((resolve) => child.once("close", (_, signal) => resolve(signal)));
  child.on("message", ({ what, done, total }: { what: string; done: number; total: number }) => {
    if (what === "drawing samples" && done > total / 10) child.kill("SIGKILL");
  });
  child.send(prepared);
  expect(await ended).toBe("SIGKILL");
  const partial = join(prepared.folder, ".samples.making");
  const drawn = (await readdir(partial)).filter((name) => name.endsWith(".png"));
  expect(drawn.length).toBeGreaterThan(0);
  expect(drawn.length).toBeLessThan(600);
  expect(await readdir(prepared.folder)).not.toContain(LAYOUT.samples);
  const { taken } = await measure(prepared, { command: "test", skipBenchmark: true });
  expect(taken).toMatchObject([{ report: "samples", from: "measured" }]);
  const { pictures } = await readSamples(join(prepared.folder, LAYOUT.samples), prepared.models[0].graph.sha256);
  expect(pictures.size).toBe(2);
  expect((await readdir(prepared.folder)).filter((name) => name.startsWith("."))).toEqual([]);
});
