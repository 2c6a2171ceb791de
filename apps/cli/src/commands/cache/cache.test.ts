import { utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { testHub } from "../../testing/test-hub.ts";
import { writeFiles } from "../../testing/write-files.ts";

const TERMINAL = { isTTY: true, columns: 200 };

/** A cache with two commits of one repository, of which main stands at the later. */
async function withCache() {
  const hub = await testHub();
  const commits: string[] = [];
  for (const text of ["one\n", "two two\n"]) {
    await writeFiles(join(hub.cwd, "model"), { "README.md": text });
    commits.push((await hub.runJson(["upload", "model", "--repo", "ada/cats", "--include", "*.md"])).data.commit);
    await hub.run(["download", "ada/cats", "README.md"]);
  }
  const folder = join(hub.home, ".cache", "huggingface", "hub", "models--ada--cats");
  const listed = async () => (await hub.runJson(["cache", "ls"])).data;
  return { ...hub, commits, folder, listed };
}

describe("cache ls", () => {
  test("lists what is there, and nothing where nothing is; no network is needed", async () => {
    const hub = await withCache();
    const env = { HF_HUB_OFFLINE: "1" };
    const { data } = await hub.runJson(["cache", "ls"], { env });
    expect(data).toEqual([
      expect.objectContaining({ repo_id: "ada/cats", type: "model", bytes: 12, partial_bytes: 0 }),
    ]);
    expect(data[0].revisions.map(({ commit }: { commit: string }) => commit).sort()).toEqual([...hub.commits].sort());
    const human = await hub.run(["cache", "ls", "--format", "human"]);
    expect(human.stdout).toMatch(/^REPOSITORY .*\nada\/cats +12 B +2 +\d{4}-\d\d-\d\d +main\n$/);
    expect(human.stderr).toBe("1 repository, 12 B in ~/.cache/huggingface/hub\n");
    const none = await hub.run(["cache", "ls", "--format", "human"], { env: { HF_HUB_CACHE: "none" } });
    expect(none).toMatchObject({ code: 0, stdout: "" });
  });
});

describe("cache verify", () => {
  test("finds a changed byte and ends with 1; download --verify mends it", async () => {
    const hub = await withCache();
    expect((await hub.runJson(["cache", "verify"])).data).toEqual({ ok: true, contents: 2, bytes: 12, faults: [] });
    await writeFile(join(hub.folder, "snapshots", hub.commits[1], "README.md"), "tWo two\n");
    const { code, data, stderr } = await hub.runJson(["cache", "verify", "ada/cats"]);
    expect(code).toBe(1);
    expect(data.faults).toEqual([expect.objectContaining({ repo_id: "ada/cats", kind: "damaged" })]);
    expect(stderr).toContain("download --verify");
    const human = await hub.run(["cache", "verify", "--format", "human"]);
    expect(human.stdout).toMatch(/^damaged {2}ada\/cats {2}~\/.*\n2 contents hashed, 12 B; 1 fault\n$/);
    await hub.run(["download", "ada/cats", "README.md", "--verify"]);
    expect((await hub.run(["cache", "verify"])).code).toBe(0);
  });
});

describe("cache prune and rm", () => {
  test("prune removes what no name stands at, once agreed to", async () => {
    const hub = await withCache();
    const dry = await hub.runJson(["cache", "prune", "--dry-run"]);
    expect(dry).toMatchObject({ code: 0, data: { dry_run: true, in_use: [] } });
    expect(dry.data.removed).toContainEqual(expect.objectContaining({ repo_id: "ada/cats", kind: "revision" }));
    expect((await hub.run(["cache", "prune", "--dry-run", "--format", "human"])).stdout).toContain("would free 4 B\n");
    const refused = await hub.run(["cache", "prune"]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("#confirmation-needed");
    expect((await hub.listed())[0].revisions).toHaveLength(2);
    const yes = await hub.run(["cache", "prune", "ada/cats"], { terminal: TERMINAL, typed: "yes\n" });
    expect(yes).toMatchObject({ code: 0, stdout: "freed 4 B\n" });
    const [{ revisions }] = await hub.listed();
    expect(revisions.map(({ commit }: { commit: string }) => commit)).toEqual([hub.commits[1]]);
    expect((await hub.run(["cache", "prune", "--format", "human"])).stdout).toBe("nothing to remove\n");
  });

  test("what broke off is told, and pruned when it is old", async () => {
    const hub = await withCache();
    const partial = join(hub.folder, "blobs", `${"a".repeat(64)}.incomplete`);
    await writeFile(partial, "half");
    await utimes(partial, 0, 0);
    expect((await hub.run(["cache", "ls"])).stderr).toContain("4 B of it are of 1 download that broke off");
    const { data } = await hub.runJson(["cache", "prune", "--yes"]);
    expect(data.removed).toContainEqual(expect.objectContaining({ kind: "partial", bytes: 4 }));
  });

  test("rm removes a revision or all of it", async () => {
    const hub = await withCache();
    const one = await hub.runJson(["cache", "rm", "ada/cats", "--revision", hub.commits[0], "--yes"]);
    expect(one).toMatchObject({ code: 0, data: { dry_run: false, bytes: 4 } });
    expect((await hub.listed())[0].revisions).toHaveLength(1);
    expect((await hub.run(["cache", "rm", "ada/cats"], { terminal: TERMINAL, typed: "n\n" })).code).toBe(1);
    expect((await hub.run(["cache", "rm", "ada/cats", "--yes"])).code).toBe(0);
    expect(await hub.listed()).toEqual([]);
    const none = await hub.run(["cache", "rm", "ada/cats", "--yes"]);
    expect(none.code).toBe(1);
    expect(none.stderr).toContain("#not-in-cache");
  });
});
