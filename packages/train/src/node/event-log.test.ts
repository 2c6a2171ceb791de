import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { train } from "../loop/train.ts";
import { loggedHistory, sessions } from "../testing/logged-history.ts";
import { openSmall, smallRun } from "../testing/small-run.ts";
import { openEventLog } from "./event-log.ts";

const lines = (path: string) =>
  readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("events of runs stand one a line, in their order", async () => {
  const path = join(temporaryFolder(), "logs", "events.jsonl");
  for (let i = 0; i < 2; i++) {
    await using log = await openEventLog(path);
    await using step = await openSmall();
    await train(step, smallRun(3, { onEvent: log.write }));
  }
  const found = lines(path);
  const once = ["started", "warmup-cut", "saved", "step", "step", "step", "saved", "stopped"];
  expect(found.map(({ type }) => type)).toEqual([...once, ...once]);
  expect(found[3]).toMatchObject({ step: 1, epoch: 0, examples: 4, time: expect.stringMatching(/^\d{4}-.*Z$/) });
});

test.each([0, 1, 4095, 4096, 4097, 20_000])(
  "a line of %i bytes that was left unfinished is cut off",
  async (length) => {
    const path = join(temporaryFolder(), "events.jsonl");
    const event = { type: "saved", step: 1 } as const;
    writeFileSync(path, "");
    {
      await using log = await openEventLog(path);
      await log.write(event);
    }
    appendFileSync(path, "x".repeat(length));
    await using log = await openEventLog(path);
    await log.write({ ...event, step: 2 });
    expect(lines(path)).toMatchObject([{ step: 1 }, { step: 2 }]);
  },
);

test("a log of nothing but an unfinished line is begun anew, and a folder is no log", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "events.jsonl");
  writeFileSync(path, '{"type":');
  await using log = await openEventLog(path);
  await log.write({ type: "saved", step: 1 });
  expect(lines(path)).toMatchObject([{ step: 1 }]);
  await expect(openEventLog(folder)).rejects.toMatchObject({ code: expect.any(String), remedy: expect.any(String) });
});

test("each update has one line, whenever runs are killed and from wherever they go on", async () => {
  const property = fc.asyncProperty(sessions, async (story) => {
    const path = join(mkdtempSync(join(folder, "run-")), "events.jsonl");
    const { made, logged } = await loggedHistory(path, story);
    expect(logged).toEqual(made);
  });
  const folder = temporaryFolder();
  await fc.assert(property, { seed: 20261122, numRuns: 200 });
});

test("a log of something else, or of later updates alone, is kept as it is as far as it tells nothing of the run", async () => {
  const path = join(temporaryFolder(), "events.jsonl");
  const resumedTo = async (before: string, step: number) => {
    writeFileSync(path, before);
    await using log = await openEventLog(path);
    await log.write({ type: "started", step, steps: 9, schedule: {} as never });
    await log.write({ type: "resumed", step, differences: [] });
    await log.write({ type: "resumed", step: 0, differences: [] });
    return readFileSync(path, "utf8")
      .split("\n")
      .slice(0, -1)
      .map((line) => line.replace(/"time":"[^"]*",/, ""));
  };
  const own = [
    '{"type":"started","step":5,"steps":9,"schedule":{}}',
    '{"type":"resumed","step":5,"differences":[]}',
    '{"type":"resumed","step":0,"differences":[]}',
  ];
  expect(await resumedTo("a note\n[1]\nnull\n", 5)).toEqual(["a note", "[1]", "null", ...own]);
  expect(await resumedTo('a note\n{"type":"step","step":6}\n', 5)).toEqual(["a note", ...own]);
  expect(await resumedTo('{"type":"step","step":3}\n{"type":"step","step":6}\n', 5)).toEqual([
    '{"type":"step","step":3}',
    ...own,
  ]);
  expect(await resumedTo("", 5)).toEqual(own);
});

test("a long log is cut where it should be", async () => {
  const path = join(temporaryFolder(), "events.jsonl");
  const line = (step: number) => JSON.stringify({ type: "step", step, note: "é".repeat(1000) });
  writeFileSync(path, `${Array.from({ length: 2000 }, (_, i) => line(i + 1)).join("\n")}\n`);
  await using log = await openEventLog(path);
  await log.write({ type: "resumed", step: 1500, differences: [] });
  const found = lines(path);
  expect(found).toHaveLength(1501);
  expect(found[1499]).toEqual(JSON.parse(line(1500)));
});
