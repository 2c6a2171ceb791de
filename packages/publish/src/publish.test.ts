import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRepo, createTag, download, planUpload, upload } from "@tiny-cats/hub";
import { parsePublishReportText } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../tooling/testing/folder-of.ts";
import { temporaryFolder } from "../../../tooling/testing/temporary-folder.ts";
import type { Stage } from "./progress.ts";
import { publish } from "./publish.ts";
import type { PublishOptions } from "./publish-options.ts";
import { languageSource } from "./testing/language-source.ts";
import { publication, REPO } from "./testing/publication.ts";
import { writesOf } from "./testing/writes-of.ts";

/** A publication of a language model, which takes a second. */
async function light() {
  const { options } = languageSource();
  const made = await publication();
  return { ...made, publish: (changes: Partial<PublishOptions> = {}) => made.publish({ ...options, ...changes }) };
}

test("a publication: every stage, one commit, a tag, a report; run again it does nothing twice", async () => {
  const { hub, work, publish, state } = await publication();
  const stages: Stage[] = [];
  const outcome = await publish({ onStage: (stage) => stages.push(stage), tag: "v{version}-{accuracy}" });
  expect(outcome.status).toBe("published");
  if (outcome.status !== "published") return;
  expect(stages).toEqual([
    ...["preflight", "discover", "prepare", "check", "measure", "card", "gates"],
    ...["plan", "upload", "verify", "tag", "report"],
  ]);
  const { report, plan, files } = outcome;
  const there = await state();
  expect(there).toEqual({ commits: [report.commit, expect.any(String)], tags: ["v1.0.0-0.9950"] });
  expect(report).toMatchObject({ repo_id: REPO, tag: "v1.0.0-0.9950", retries: 0, missing: [] });
  expect(report.files_uploaded).toHaveLength(report.files.length);
  expect(report.verification).toMatchObject({ commit: report.commit, others: [], classified: { largest_gap: 0 } });
  expect(plan.files.every(({ change }) => change === "add")).toBe(true);
  expect(parsePublishReportText(readFileSync(files.json, "utf8"))).toEqual(report);
  for (const { path, sha256 } of report.files) {
    expect(readFileSync(files.markdown, "utf8"), path).toContain(sha256);
  }
  expect(Object.keys(report.measured.versions)).toEqual(["node", "onnxruntime-node"]);

  const kept: Stage[] = [];
  const before = hub.server.requests.length;
  const again = await publish({ onKept: (stage) => kept.push(stage), tag: "v{version}-{accuracy}" });
  expect(kept).toEqual(["prepare", "check", "measure", "gates", "upload", "verify"]);
  expect(await state()).toEqual(there);
  expect(writesOf(hub, before)).toEqual([expect.stringContaining(`/tag/${report.commit}`)]);
  expect(again).toMatchObject({ status: "published", report: { commit: report.commit, files: report.files } });
  expect(existsSync(join(work, "upload.journal"))).toBe(false);
});

test("a journal that can't be kept is told, and no harm", async () => {
  const { work, publish } = await light();
  mkdirSync(join(work, "upload.journal"), { recursive: true });
  const notes: string[] = [];
  expect(await publish({ onNote: (note) => notes.push(note) })).toMatchObject({ status: "published" });
  expect(notes).toContainEqual(
    expect.stringMatching(/^an upload after an interruption would have begun anew: .*EISDIR/),
  );
});

test("a dry run and one that is declined change nothing; the plan names it all", async () => {
  const { hub, publish, state } = await light();
  const dry = await publish({ dryRun: true });
  expect(dry).toMatchObject({ status: "planned", plan: { repo_id: REPO, commit: null, expected_seconds: null } });
  expect(dry.plan.tag).toMatch(/^published-\d{8}-\d{6}$/);
  expect(dry.plan.bytes).toBe(dry.plan.files.reduce((sum, { bytes }) => sum + bytes, 0));
  expect(dry.plan.files.map(({ path }) => path)).toContain("onnx/model.onnx");
  expect(dry.plan.looked.filter(({ taken }) => taken)).toMatchObject([{ place: "explicit", kind: "language" }]);
  let asked = 0;
  const declined = await publish({
    confirm: async () => {
      asked++;
      return false;
    },
  });
  expect([declined.status, asked]).toEqual(["declined", 1]);
  expect(await state()).toBeUndefined();
  expect(writesOf(hub)).toEqual([]);
});

test("what people put there stays, what an earlier publication left goes, and the card keeps their words", async () => {
  const { hub, publish } = await light();
  const first = await publish({ tag: false });
  if (first.status !== "published") throw new Error(first.status);
  const people = folderOf({
    "NOTES.txt": "ours",
    "README.md": `${readFileSync(join(await folderOfCommit(hub, first.report.commit), "README.md"), "utf8")}\n## Thanks\n\nTo everybody.\n`,
  });
  await upload(await planUpload(people, REPO, hub.options), { ...hub.options, journal: false });
  // As if an earlier publication had had one file more.
  const sums = readFileSync(join(await folderOfCommit(hub, first.report.commit), "SHA256SUMS"), "utf8");
  const stale = folderOf({
    SHA256SUMS: `${sums}${"0".repeat(64)}  old/stale file [1].txt\n`,
    "old/stale file [1].txt": "old",
  });
  await upload(await planUpload(stale, REPO, hub.options), { ...hub.options, journal: false });

  const second = await publish({ tag: false });
  if (second.status !== "published") throw new Error(second.status);
  expect(second.report.files_deleted).toEqual(["old/stale file [1].txt"]);
  expect(second.report.verification).toMatchObject({ others: ["NOTES.txt"] });
  const now = await folderOfCommit(hub, second.report.commit);
  expect(readFileSync(join(now, "README.md"), "utf8")).toContain("To everybody.");
  expect(readFileSync(join(now, "NOTES.txt"), "utf8")).toBe("ours");
});

async function folderOfCommit(hub: Awaited<ReturnType<typeof publication>>["hub"], revision: string): Promise<string> {
  return (await download(REPO, { ...hub.options, revision, dir: temporaryFolder() })).folder;
}

test("a pull request: its commit is verified, nothing is tagged, and another run opens no second one", async () => {
  const { publish, state } = await light();
  await publish({ tag: false });
  const before = await state();
  const options = { pullRequest: true, license: "Apache-2.0" };
  const one = await publish(options);
  if (one.status !== "published") throw new Error(one.status);
  expect(one.report).toMatchObject({ pull_request: { number: 1 }, verification: { commit: one.report.commit } });
  expect(one.report.tag).toBeUndefined();
  expect(await state()).toEqual(before);
  const two = await publish(options);
  expect(two).toMatchObject({ report: { pull_request: { number: 1 }, commit: one.report.commit } });
});

describe("nothing is sent where", () => {
  test.each<[string, string, (setting: { work: string }) => object]>([
    ["input-not-found", "a path leads nowhere", ({ work }) => ({ data: join(work, "none") })],
    ["unauthorized", "the token is none", () => ({ token: "hf_WrongWrongWrong0123456789" })],
    ["invalid-tag", "the tag can't be", () => ({ tag: "{fid}" })],
    ["gates-failed", "a threshold is not met", () => ({ thresholds: { max_perplexity: 1 } })],
    ["report-of-another-model", "a report is of another model", () => ({ reports: [generatorReport] })],
    ["nothing-to-publish", "nothing is found", () => ({ explicit: {}, folder: temporaryFolder() })],
  ])("%s: %s", async (code, _, changes) => {
    const { hub, work, publish } = await light();
    expect((await errorOf(() => publish(changes({ work })))).code).toBe(code);
    expect(writesOf(hub)).toEqual([]);
  });

  test("the tag stands at another commit", async () => {
    const { hub, publish, state } = await light();
    await createRepo(REPO, hub.options);
    await createTag(REPO, "v1", hub.options);
    const before = await state();
    expect((await errorOf(() => publish({ tag: "v1" }))).code).toBe("tag-exists");
    expect(await state()).toEqual(before);
  });

  test("a public repository is to be private", async () => {
    const { hub, publish } = await light();
    await createRepo(REPO, hub.options);
    expect((await errorOf(() => publish({ private: true }))).code).toBe("public-repo");
  });

  test("another process is at it, or it is no repository of models", async () => {
    const { work, publish: again, hub } = await light();
    // Which of the two comes first is up to the machine.
    const both = await Promise.allSettled([again({ dryRun: true }), again({ dryRun: true })]);
    const refused = both.filter((one) => one.status === "rejected");
    expect(refused.map(({ reason }) => reason.code)).toEqual(["lock-timeout"]);
    const options = { ...hub.options, work, command: "publish" };
    expect((await errorOf(() => publish("datasets/ada/cats", options))).code).toBe("model-repo-needed");
  });
});

const generatorReport = join(
  import.meta.dirname,
  "..",
  "..",
  "models",
  "reports",
  "generator",
  "evaluation_report.json",
);

describe("no tag is left by", () => {
  test("an upload that fails", async () => {
    const { hub, publish, state } = await light();
    hub.server.setFaults([{ match: { path: "/commit/" }, action: { status: 500 }, times: 10 }]);
    expect((await errorOf(() => publish())).code).toBe("hub-unavailable");
    expect((await state())?.tags).toEqual([]);
    hub.server.setFaults([]);
    expect((await publish()).status).toBe("published");
    expect(await state()).toMatchObject({ tags: [expect.any(String)] });
  });

  test("a verification that fails", async () => {
    const { hub, publish, state } = await light();
    // Every download of a large file is damaged.
    hub.server.setFaults([{ match: { method: "GET", path: "/cdn/" }, action: { flipBit: 100 }, times: 1000 }]);
    expect((await errorOf(() => publish())).code).toMatch(/integrity-failed|verification-failed/);
    expect((await state())?.tags).toEqual([]);
  });

  test("a signal in the middle of an upload, which another run goes on with", async () => {
    const { publish, state } = await light();
    const controller = new AbortController();
    const stopped = publish({
      signal: controller.signal,
      onProgress: ({ stage, what }) => stage === "upload" && what === "uploading" && controller.abort("enough"),
    });
    await expect(stopped).rejects.toBe("enough");
    expect((await state())?.tags).toEqual([]);
    const outcome = await publish();
    expect(outcome.status).toBe("published");
    expect((await state())?.commits).toHaveLength(2);
  });
});

test("a work folder that was tampered with is made anew", async () => {
  const { work, publish } = await light();
  await publish({ dryRun: true });
  writeFileSync(join(work, "tree", "model.safetensors"), "changed");
  const kept: Stage[] = [];
  expect((await publish({ onKept: (stage) => kept.push(stage) })).status).toBe("published");
  expect(kept).not.toContain("prepare");
});
