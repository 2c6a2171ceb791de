import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { INTERRUPTED } from "../../stop.ts";
import { CANARY, testHub } from "../../testing/test-hub.ts";
import { UPLOADED, withUpload } from "../../testing/with-upload.ts";
import { writeFiles } from "../../testing/write-files.ts";

const ARGV = ["upload", "model", "--repo", "ada/cats"];
const TERMINAL = { isTTY: true, columns: 80 };

const paths = (files: { path: string }[]) => files.map(({ path }) => path).sort();

describe("upload", () => {
  test("makes the repository and gives the whole result; again, nothing is to be done", async () => {
    const hub = await withUpload();
    const { code, data, stderr } = await hub.runJson([...ARGV, "--private", "--tag", "v1", "--message", "First"]);
    expect(stderr).not.toContain("error");
    expect(code).toBe(0);
    expect(data).toMatchObject({
      repo_id: "ada/cats",
      url: `${hub.server.url}/ada/cats`,
      bytes: 100_016,
      files_deleted: [],
      retries: 0,
      commits: [data.commit],
    });
    expect(paths(data.files_uploaded)).toEqual(Object.keys(UPLOADED).sort());
    expect(stderr).toMatch(/^to add: 3 files, 100 kB$/m);
    expect(stderr).toMatch(/^ {2}\+ onnx\/model.bin {2}100 kB$/m);

    const info = (await hub.runJson(["repo", "info", "ada/cats"])).data;
    expect(info).toMatchObject({ private: true, commit: data.commit, tags: [{ name: "v1", commit: data.commit }] });

    const again = await hub.run([...ARGV, "--format", "human"]);
    expect(again.code).toBe(0);
    expect(again.stdout).toBe(`${hub.server.url}/ada/cats\nnothing to upload: ${data.commit} has it all\n`);
    expect(again.stderr).toMatch(/^unchanged: 3 files, 100 kB$/m);
  });

  test("for people says where it is, the commit and the speed", async () => {
    const hub = await withUpload();
    const { stdout } = await hub.run([...ARGV, "--format", "human"]);
    expect(stdout).toMatch(
      /^http:\S+\/ada\/cats\ncommit {2}[0-9a-f]{40}\nsent {4}3 files, 100 kB in \S+ s \(\S+ MB\/s, \S+ at the most\)\n$/,
    );
  });

  test("a dry run says what would be done, and changes nothing", async () => {
    const hub = await withUpload();
    const { code, data } = await hub.runJson([...ARGV, "--dry-run", "--exclude", "onnx"]);
    expect(code).toBe(0);
    expect(data).toMatchObject({ dry_run: true, repo_id: "ada/cats", commit: null, bytes: 16, deleted: [] });
    expect(paths(data.added)).toEqual(["README.md", "a b#c%.txt"]);
    expect(data.ignored).toEqual([{ path: "onnx/", reason: "patterns" }]);
    expect(hub.server.requests.every(({ method }) => method === "GET")).toBe(true);
    expect((await hub.run([...ARGV, "--dry-run", "--format", "human"])).stdout).toContain("which is not there yet\n");
    const { stderr } = await hub.run([...ARGV, "--dry-run"], { env: { HF_ENDPOINT: hub.server.url } });
    expect(stderr).toContain("no token was found: the upload itself needs one");
  });

  test("opens a pull request, and brings datasets", async () => {
    const hub = await withUpload();
    await hub.run(["repo", "create", "datasets/ada/pictures"]);
    const { data } = await hub.runJson([
      ...["upload", "model", "--repo", "ada/pictures", "--type", "dataset", "--pr", "--include", "*.md"],
    ]);
    expect(data.pull_request).toMatchObject({ number: 1, revision: "refs/pr/1" });
    expect(paths(data.files_uploaded)).toEqual(["README.md"]);
    const shown = await hub.runJson(["download", "datasets/ada/pictures", "--revision", "refs/pr/1", "--dry-run"]);
    expect(paths(shown.data.files)).toContain("README.md");
  });

  test("passes over what goes wrong for a moment, and says so", async () => {
    const hub = await withUpload();
    const action = { status: 503, headers: { "retry-after": "0" } };
    hub.server.setFaults([{ match: { path: "/preupload/" }, action, times: 2 }]);
    const { code, stderr, data } = await hub.runJson(ARGV);
    expect(code).toBe(0);
    expect(data.retries).toBe(2);
    expect(stderr.match(/the Hub has a fault: .*; again in 0\.0 s/g)).toHaveLength(2);
    expect(stderr).toMatch(/^2 requests sent again/m);
  });
});

describe("deletions", () => {
  async function withLess() {
    const hub = await withUpload();
    await hub.run(ARGV);
    await rm(join(hub.cwd, "model", "README.md"));
    const files = async () => (await hub.runJson(["repo", "info", "ada/cats"])).data.files;
    return { hub, files };
  }

  test("are refused where nobody can be asked, made with --yes, and never made unasked", async () => {
    const { hub, files } = await withLess();
    expect((await hub.run(ARGV)).code).toBe(0);
    const refused = await hub.run([...ARGV, "--delete"]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("nobody can be asked: delete 1 file of ada/cats?");
    expect(refused.stderr).toMatch(/^ {2}- README.md {2}7 B$/m);
    expect(refused.stderr).toContain("#confirmation-needed");
    expect(await files()).toContain("README.md");

    const { code, data } = await hub.runJson([...ARGV, "--delete", "--yes"]);
    expect(code).toBe(0);
    expect(data.files_deleted).toEqual(["README.md"]);
    expect(await files()).not.toContain("README.md");
  });

  test("are asked for at a terminal", async () => {
    const { hub, files } = await withLess();
    const no = await hub.run([...ARGV, "--delete", "--quiet"], { terminal: TERMINAL, typed: "n\n" });
    expect(no.code).toBe(1);
    expect(no.stderr).toContain("delete 1 file of ada/cats? [y/N] ");
    expect(await files()).toContain("README.md");
    const yes = await hub.run([...ARGV, "--delete"], { terminal: TERMINAL, typed: "y\n" });
    expect(yes.code).toBe(0);
    expect(yes.stdout).toContain("deleted 1 file\n");
    expect(await files()).not.toContain("README.md");
  });
});

test("Ctrl-C says that another run goes on, and it does", async () => {
  const hub = await testHub();
  await writeFiles(join(hub.cwd, "model"), { "weights.bin": randomBytes(1 << 20) });
  const controller = new AbortController();
  const onStderr = (text: string) => {
    if (text.includes("Uploading: 30 %")) controller.abort(INTERRUPTED);
  };
  const first = await hub.run(ARGV, { signal: controller.signal, onStderr });
  expect(first.code).toBe(130);
  expect(first.stderr).toContain("give the same command again to go on from there\ninterrupted\n");
  const before = hub.server.requests.length;
  const second = await hub.runJson(ARGV);
  expect(second.code).toBe(0);
  const sent = hub.server.requests.slice(before).filter(({ method, path }) => method === "PUT" && path !== "");
  expect(sent.reduce((sum, { received }) => sum + received, 0)).toBeLessThan(1 << 20);
  expect(second.data.files_uploaded.map(({ bytes }: { bytes: number }) => bytes)).toEqual([1 << 20]);
});

test("progress: a bar on a terminal, tenths elsewhere, nothing with --quiet", async () => {
  const hub = await testHub();
  await writeFiles(join(hub.cwd, "model"), { "weights.bin": randomBytes(1 << 20) });
  const argv = (name: string) => ["upload", "model", "--repo", `ada/${name}`, "--format", "json"];
  const bar = await hub.run(argv("bar"), { terminal: TERMINAL });
  expect(bar.stderr).toMatch(/\[2KUploading █+░* \d+ %/);
  const tenths = await hub.run(argv("tenths"));
  expect(tenths.stderr).toMatch(/^Uploading: 50 %$/m);
  expect(tenths.stderr.match(/^Uploading: /gm)!.length).toBeLessThanOrEqual(10);
  expect((await hub.run([...argv("quiet"), "--quiet"])).stderr).toBe("");
});

test("no token is ever printed, whatever the server says of it", async () => {
  const hub = await withUpload();
  const encoded = Buffer.from(`user:${CANARY}`).toString("base64");
  const body = JSON.stringify({ error: `no: ${CANARY}, ${encoded}, https://user:${CANARY}@host/` });
  for (const path of ["/api/whoami-v2", "/preupload/", "/commit/"]) {
    hub.server.setFaults([{ match: { path }, action: { status: 400, body } }]);
    const { code, stdout, stderr } = await hub.run([...ARGV, "--verbose"]);
    expect(code).toBe(1);
    expect(stderr).toContain("400");
    for (const text of [stdout, stderr]) {
      expect(text).not.toContain(CANARY);
      expect(text).not.toContain(CANARY.slice(3));
      expect(text).not.toContain(encoded.slice(8, 40));
    }
  }
});
