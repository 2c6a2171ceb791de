import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodePng } from "@tiny-cats/core/png";
import { expect, test } from "vitest";
import { INTERRUPTED } from "../../stop.ts";
import { CANARY, READER, type TestHub, testHub } from "../../testing/test-hub.ts";
import { textBelow } from "../../testing/text-below.ts";
import { writeFiles } from "../../testing/write-files.ts";
import { writesOf } from "../../testing/writes-of.ts";

const ARGV = ["publish", "--dataset", "pictures", "--repo", "ada/pictures", "--license", "CC-BY-4.0"];
const WORK = join(".cache", "tiny-cats", "publish", "datasets--ada--pictures");
const TERMINAL = { isTTY: true, columns: 80 };

/** A Hub, and a folder "pictures" with three pictures of two breeds. */
async function withPictures(): Promise<TestHub> {
  const hub = await testHub();
  const png = (seed: number) => {
    const data = Uint8ClampedArray.from({ length: 48 * 48 * 3 }, (_, i) => (i * i * seed + i * 7) % 256);
    return encodePng({ width: 48, height: 48, data });
  };
  await writeFiles(join(hub.cwd, "pictures"), {
    "images/a.png": await png(3),
    "images/b.png": await png(5),
    "images/c.png": await png(11),
    "index.csv": "file,breed,split\na.png,Siamese,train\nb.png,Bengal,train\nc.png,Siamese,test\n",
  });
  return hub;
}

test("a dry run needs no token; declined, nothing is sent; agreed to, it is there, and the report says so", async () => {
  const hub = await withPictures();
  const dry = await hub.runJson([...ARGV, "--dry-run", "--quiet"], { env: { HF_ENDPOINT: hub.server.url } });
  expect([dry.code, dry.stderr]).toEqual([0, ""]);
  expect(dry.data).toMatchObject({
    repo_id: "datasets/ada/pictures",
    commit: null,
    splits: [{ items: 2 }, { items: 1 }],
  });
  const declined = await hub.run(ARGV, { terminal: TERMINAL, typed: "\n" });
  expect([declined.code, declined.stdout]).toEqual([1, ""]);
  expect(declined.stderr).toMatch(/^ {2}train: 2 items\n {2}test: 1 item\nfiles: \d to add, 0 to change/m);
  const alone = await hub.run(ARGV);
  expect(alone.code).toBe(2);
  expect(alone.stderr).toContain("#confirmation-needed");
  expect(writesOf(hub)).toEqual([]);

  const summary = join(hub.cwd, "summary.md");
  writeFileSync(summary, "# Before\n");
  const { code, data, stderr } = await hub.runJson([...ARGV, "--yes", "--tag", "v1", "--report-dir", "reports"], {
    env: { ...hub.env, GITHUB_STEP_SUMMARY: summary },
  });
  expect(code).toBe(0);
  expect(stderr).toMatch(/^Uploading: \d0 %$/m);
  expect(data).toMatchObject({ repo_id: "ada/pictures", url: `${hub.server.url}/datasets/ada/pictures`, tag: "v1" });
  expect(JSON.parse(readFileSync(join(hub.cwd, "reports", "publish-report.json"), "utf8"))).toEqual(data);
  const markdown = readFileSync(join(hub.cwd, "reports", "publish-report.md"), "utf8");
  expect(readFileSync(summary, "utf8")).toBe(`# Before\n${markdown}`);
  for (const text of [stderr, textBelow(join(hub.cwd, "reports")), textBelow(join(hub.cwd, WORK))]) {
    expect(text).not.toContain(CANARY.slice(3));
  }
  for (const text of [JSON.stringify(data), markdown]) expect(text).not.toContain(hub.cwd);

  const again = await hub.run([...ARGV, "--yes", "--no-tag", "--quiet", "--format", "human"]);
  expect([again.code, again.stderr]).toEqual([0, ""]);
  expect(again.stdout).toBe(
    `ada/pictures ${data.url}\n  commit ${data.commit}\n  ${data.files.length} files, 0 of them sent, all compared with what was downloaded again\n`,
  );
  expect((await hub.runJson(["repo", "info", "datasets/ada/pictures"])).data.tags).toHaveLength(1);
});

test("Ctrl-C in the middle of sending is gone on with by the same command", async () => {
  const hub = await withPictures();
  const controller = new AbortController();
  const onStderr = (text: string) => {
    if (text.includes("Uploading")) controller.abort(INTERRUPTED);
  };
  const first = await hub.run([...ARGV, "--yes"], { signal: controller.signal, onStderr });
  expect([first.code, first.stdout]).toEqual([130, ""]);
  expect(first.stderr).toMatch(/give the same command again to go on from there\ninterrupted\n$/);
  // A summary that can't be written is no failure: by then everything is published.
  const env = { ...hub.env, GITHUB_STEP_SUMMARY: hub.cwd };
  const { code, data, stderr } = await hub.runJson([...ARGV, "--yes", "--pr"], { env });
  expect(code).toBe(0);
  expect(data.pull_request).toMatchObject({ number: 1 });
  expect(stderr).toContain("could not be added to the job's summary, GITHUB_STEP_SUMMARY: the system says EISDIR\n");
});

test.each([
  ["unauthorized", 1, { HF_TOKEN: undefined }],
  ["forbidden", 1, { HF_TOKEN: READER }],
  ["hub-offline", 2, { HF_HUB_OFFLINE: "1" }],
])("%s, before anything is read", async (code, status, env) => {
  const hub = await withPictures();
  const result = await hub.run([...ARGV, "--yes"], { env: { ...hub.env, ...env } });
  expect([result.code, result.stdout]).toEqual([status, ""]);
  expect(result.stderr).toContain(`#${code}`);
  expect(writesOf(hub)).toEqual([]);
});

test("pictures that the index names and the folder lacks are told by name", async () => {
  const hub = await withPictures();
  rmSync(join(hub.cwd, "pictures", "images", "b.png"));
  const { code, stderr } = await hub.run([...ARGV, "--yes"]);
  expect(code).toBe(1);
  expect(stderr).toContain("b.png");
  expect(stderr).toContain("#file-missing");
  expect(writesOf(hub)).toEqual([]);
});
