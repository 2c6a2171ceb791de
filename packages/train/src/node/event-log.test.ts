import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { train } from "../loop/train.ts";
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
