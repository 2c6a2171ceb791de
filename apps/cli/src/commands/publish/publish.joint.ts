import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parsePublishReport } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { INTERRUPTED } from "../../stop.ts";
import { CLASSIFIER } from "../../testing/embedded-folders.ts";
import { CANARY, type TestHub, testHub } from "../../testing/test-hub.ts";
import { textBelow } from "../../testing/text-below.ts";
import { writesOf } from "../../testing/writes-of.ts";

const ARGV = ["publish", "--repo", "ada/cats", "--only", "classifier"];
const WORK = join(".cache", "tiny-cats", "publish", "ada--cats");
/** They convert, judge and draw, on whatever machine. */
const SLOW = { timeout: 120_000 };
const TERMINAL = { isTTY: true, columns: 80 };

test(
  "declined, with nobody to ask, agreed to, as a pull request: nothing is sent before it was agreed to",
  SLOW,
  async () => {
    const hub = await testHub();
    const declined = await hub.run([...ARGV, "--no-tag"], { terminal: TERMINAL, typed: "n\n" });
    expect([declined.code, declined.stdout]).toEqual([1, ""]);
    expect(declined.stderr).toContain("  + onnx/model_quantized.onnx  2.5 MB\n");
    expect(declined.stderr).toMatch(/^gates: 10 of 10 passed$/m);
    expect(declined.stderr).toMatch(/^no tag\npublish to ada\/cats\? \[y\/N\] nothing was changed$/m);

    const alone = await hub.run([...ARGV, "--quiet"]);
    expect(alone.code).toBe(2);
    expect(alone.stderr).toContain("nobody can be asked: publish to ada/cats?");
    expect(alone.stderr).toContain("#confirmation-needed");
    expect(writesOf(hub)).toEqual([]);

    const env = { ...hub.env, NO_COLOR: "1" };
    const agreed = await hub.run([...ARGV, "--no-tag", "--verbose"], { env, terminal: TERMINAL, typed: "yes\n" });
    expect(agreed.code).toBe(0);
    expect(agreed.stderr).toMatch(/prepare: as an earlier run left it/);
    expect(agreed.stdout).toMatch(
      /^ada\/cats http:\S+\/ada\/cats\n {2}commit [0-9a-f]{40}\n {2}16 files, 16 of them sent, all compared with what was downloaded again\n$/,
    );
    expect((await hub.runJson(["repo", "info", "ada/cats"])).data).toMatchObject({ tags: [], private: false });

    const asked = await hub.runJson([...ARGV, "--pr", "--license", "MIT", "--quiet", "--yes"]);
    expect([asked.code, asked.stderr]).toEqual([0, ""]);
    expect(asked.data).toMatchObject({ pull_request: { number: 1 }, retries: 0 });
    expect(asked.data.tag).toBeUndefined();
  },
);

test(
  "for machines: the report, written as well, in the job's summary too, without home folder or token",
  SLOW,
  async () => {
    const hub = await testHub();
    const folder = join(hub.home, "cats");
    cpSync(CLASSIFIER, folder, { recursive: true });
    cpSync(join(CLASSIFIER, "..", "reports", "classifier"), join(folder, "reports"), { recursive: true });
    const summary = join(hub.cwd, "summary.md");
    writeFileSync(summary, "# Before\n\n");
    const reports = join(hub.home, "reports");
    const { code, data, stderr } = await hub.runJson(
      [
        ...["publish", folder, "--repo", "ada/cats", "--private", "--message", "The first", "--yes", "--verbose"],
        ...["--tag", "v{version}-{accuracy}", "--report-dir", reports, "--allow-missing", "cat-accuracy"],
        ...["--evaluation-report", join(folder, "reports"), "--benchmark-report", join(folder, "reports")],
      ],
      { env: { ...hub.env, GITHUB_STEP_SUMMARY: summary } },
    );
    expect(stderr).not.toContain("error");
    expect(code).toBe(0);
    expect(parsePublishReport(data)).toEqual(data);
    expect(data).toMatchObject({
      ...{ repo_id: "ada/cats", url: `${hub.server.url}/ada/cats`, tag: "v1.0.0-0.9950", files_deleted: [] },
      verification: { commit: data.commit, classified: { largest_gap: 0 } },
    });
    expect(data.measured.command).toContain("tiny-cats publish ~/cats --allow-missing cat-accuracy");
    expect((await hub.runJson(["repo", "info", "ada/cats"])).data).toMatchObject({
      ...{ private: true, commit: data.commit, tags: [{ name: "v1.0.0-0.9950", commit: data.commit }] },
    });

    expect(readdirSync(reports).sort()).toEqual(["publish-report.json", "publish-report.md"]);
    expect(JSON.parse(readFileSync(join(reports, "publish-report.json"), "utf8"))).toEqual(data);
    const markdown = readFileSync(join(reports, "publish-report.md"), "utf8");
    expect(readFileSync(summary, "utf8")).toBe(`# Before\n\n${markdown}`);
    expect(markdown).toContain("| tag | `v1.0.0-0.9950` |");

    for (const text of [textBelow(reports), textBelow(join(hub.cwd, WORK, "tree")), JSON.stringify(data)]) {
      expect(text).not.toContain(hub.home);
    }
    for (const text of [stderr, textBelow(reports), textBelow(join(hub.cwd, WORK)), JSON.stringify(data)]) {
      expect(text).not.toContain(CANARY.slice(3));
    }
  },
);

test("a dry run needs no token, gives the plan, and writes nothing to the Hub", SLOW, async () => {
  const hub = await testHub();
  const env = { HF_ENDPOINT: hub.server.url };
  const { code, data, stderr } = await hub.runJson([...ARGV, "--dry-run"], { env });
  expect(code).toBe(0);
  expect(data).toMatchObject({ repo_id: "ada/cats", commit: null, missing: [], gates: { passed: true } });
  expect(data.files.every(({ change }: { change: string }) => change === "add")).toBe(true);
  const stages = [...stderr.matchAll(/^(\d+)\/12 (\w+)$/gm)].map(([, , stage]) => stage);
  expect(stages).toEqual(["preflight", "discover", "prepare", "check", "measure", "card", "gates", "plan"]);
  const copying = [...stderr.matchAll(/^Classifier: copying onnx\/model\.onnx: (\d+) %$/gm)].map(([, n]) => Number(n));
  expect(copying.length).toBeGreaterThan(1);
  expect(copying.length).toBeLessThanOrEqual(10);
  expect(copying.every((n) => n % 10 === 0)).toBe(true);

  const people = await hub.run([...ARGV, "--dry-run", "--quiet", "--format", "human"], { env });
  expect(people.stderr).toBe("");
  expect(people.stdout).toMatch(/^looked at:\n(?: {2}(?:taken|passed) {2}embedded .*\n)+gates: 10 of 10 passed\n/);
  expect(people.stdout).toMatch(/^tag, once it is verified: v1\.0\.0-\d{8}-\d{6}$/m);
  expect(writesOf(hub)).toEqual([]);
  expect(existsSync(join(hub.cwd, WORK, "publish-report.json"))).toBe(false);
});

test("a gate that fails is told with its remedy, and nothing is sent", SLOW, async () => {
  const hub = await testHub();
  writeFileSync(join(hub.cwd, "limits.json"), JSON.stringify({ min_cat_accuracy: 0.999, max_cpu_p95_ms: 0.001 }));
  const { code, stdout, stderr } = await hub.run([...ARGV, "--thresholds", "limits.json", "--yes"]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(
    /^error: .*\n- classifier cat-accuracy: 0\.995 .*\n- classifier cpu-p95: .*\nfix: .*--thresholds/m,
  );
  expect(stderr).toContain("see docs/errors.md#gates-failed");
  expect(writesOf(hub)).toEqual([]);
});

describe("Ctrl-C says that the same command goes on, and it does:", () => {
  async function interruptedAt(moment: string): Promise<TestHub> {
    const hub = await testHub();
    const controller = new AbortController();
    const onStderr = (text: string) => {
      if (text.includes(moment)) controller.abort(INTERRUPTED);
    };
    const { code, stdout, stderr } = await hub.run([...ARGV, "--yes"], { signal: controller.signal, onStderr });
    expect([code, stdout]).toEqual([130, ""]);
    expect(stderr).toMatch(/give the same command again to go on from there\ninterrupted\n$/);
    return hub;
  }

  test("while models are judged", SLOW, async () => {
    const hub = await interruptedAt("Classifier onnx-parity");
    expect(writesOf(hub)).toEqual([]);
    const { code, stderr } = await hub.run([...ARGV, "--dry-run", "--verbose"]);
    expect(code).toBe(0);
    expect(stderr).toContain("prepare: as an earlier run left it\n");
  });

  test("while files are sent", SLOW, async () => {
    const hub = await interruptedAt("Uploading: 30 %");
    const { code, data, stderr } = await hub.runJson([...ARGV, "--yes", "--verbose"]);
    expect(code).toBe(0);
    expect(stderr).toContain("gates: as an earlier run left it\n");
    const info = (await hub.runJson(["repo", "info", "ada/cats"])).data;
    expect(info).toMatchObject({ commit: data.commit, tags: [{ commit: data.commit }] });
  });
});

test("no token is printed or kept, whatever the server says of it", SLOW, async () => {
  const hub = await testHub();
  const encoded = Buffer.from(`ada:${CANARY}`).toString("base64");
  const body = JSON.stringify({ error: `no: Bearer ${CANARY}, ${encoded}, https://ada:${CANARY}@hub.example/` });
  for (const path of ["/api/whoami-v2", "/api/repos/create", "/preupload/", "/commit/", "/tag/"]) {
    hub.server.setFaults([{ match: { path }, action: { status: 400, body } }]);
    const { code, stdout, stderr } = await hub.run([...ARGV, "--yes", "--verbose"]);
    expect(code, path).toBe(1);
    expect(stderr).toContain("400");
    for (const text of [stdout, stderr, textBelow(join(hub.cwd, ".cache"))]) {
      expect(text).not.toContain(CANARY.slice(3));
      expect(text).not.toContain(encoded.slice(8, 40));
    }
  }
});
