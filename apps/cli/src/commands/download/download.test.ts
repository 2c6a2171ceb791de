import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { INTERRUPTED } from "../../stop.ts";
import { testHub } from "../../testing/test-hub.ts";
import { writeFiles } from "../../testing/write-files.ts";

const FILES: Record<string, string | Uint8Array> = {
  "README.md": "# Cats\n",
  "a b#c%.txt": "odd name\n",
  "[x]*.txt": "pattern-like\n",
  "onnx/model.bin": randomBytes(100_000),
  "onnx/small.bin": randomBytes(100),
};

async function withRepo(files = FILES) {
  const hub = await testHub();
  await writeFiles(join(hub.cwd, "model"), files);
  const { code, data } = await hub.runJson(["upload", "model", "--repo", "ada/cats", "--tag", "v1"]);
  expect(code).toBe(0);
  return { ...hub, commit: data.commit as string };
}

const names = (files: { path: string }[]) => files.map(({ path }) => path).filter((path) => path !== ".gitattributes");

describe("download", () => {
  test("into a folder brings back every byte that was uploaded", async () => {
    const hub = await withRepo();
    const { code, data } = await hub.runJson(["download", "ada/cats", "--dir", "copy"]);
    expect(code).toBe(0);
    expect(data).toMatchObject({ repo_id: "ada/cats", commit: hub.commit, folder: join(hub.cwd, "copy") });
    expect(names(data.files).sort()).toEqual(Object.keys(FILES).sort());
    for (const [path, content] of Object.entries(FILES))
      expect(Buffer.compare(await readFile(join(hub.cwd, "copy", path)), Buffer.from(content)), path).toBe(0);
  });

  test("into the shared cache prints where it is; again, nothing is fetched", async () => {
    const hub = await withRepo();
    const { code, stdout, stderr } = await hub.run(["download", "ada/cats", "--format", "human"]);
    expect(code).toBe(0);
    expect(stdout).toBe(`~/.cache/huggingface/hub/models--ada--cats/snapshots/${hub.commit}\n`);
    expect(stderr).toMatch(/^ada\/cats at [0-9a-f]{40}: 6 files, \S+ kB; fetched \S+ kB in \S+ s/m);
    const again = await hub.runJson(["download", "ada/cats", "--revision", "v1"]);
    expect(again.data).toMatchObject({ fetched: 0, reused: again.data.bytes });
  });

  test.each([
    [{ HF_HUB_CACHE: "mine" }, "mine"],
    [{ HF_HOME: "hf" }, "hf/hub"],
    [{ HF_HUB_CACHE: "", XDG_CACHE_HOME: "xdg" }, "xdg/huggingface/hub"],
  ])("heeds %j", async (env, folder) => {
    const hub = await withRepo({ "README.md": "# Cats\n" });
    const { data } = await hub.runJson(["download", "ada/cats"], { env: { ...hub.env, ...env } });
    expect(data.folder).toBe(join(hub.cwd, folder, "models--ada--cats", "snapshots", hub.commit));
  });

  test("of named files and folders brings those alone, whatever their names look like", async () => {
    const hub = await withRepo();
    const { data } = await hub.runJson(["download", "ada/cats", "[x]*.txt", "./onnx/", "--dir", "copy"]);
    expect(names(data.files).sort()).toEqual(["[x]*.txt", "onnx/model.bin", "onnx/small.bin"]);
    const one = await hub.run(["download", "ada/cats", "a b#c%.txt", "--dir", "copy", "--format", "human"]);
    expect(one.stdout).toBe(`${join(hub.cwd, "copy", "a b#c%.txt")}\n`);
  });

  test("names what is not there, brings the rest and ends with 1", async () => {
    const hub = await withRepo();
    const { code, stderr, data } = await hub.runJson(["download", "ada/cats", "README.md", "nothing.txt"]);
    expect(code).toBe(1);
    expect(stderr).toContain('ada/cats has no "nothing.txt" at main');
    expect(stderr).toContain("#entry-not-found");
    expect(names(data.files)).toEqual(["README.md"]);
  });

  test("heeds patterns; a dry run writes nothing", async () => {
    const hub = await withRepo();
    const argv = ["download", "ada/cats", "--include", "*.bin", "--exclude", "small.*", "--dir", "copy"];
    const { data } = await hub.runJson([...argv, "--dry-run"]);
    expect(data).toMatchObject({ dry_run: true, bytes: 100_000, bytes_to_fetch: 100_000 });
    expect(data.files).toEqual([expect.objectContaining({ path: "onnx/model.bin", there: false })]);
    await expect(readFile(join(hub.cwd, "copy", "onnx", "model.bin"))).rejects.toThrow("ENOENT");
    await hub.run(argv);
    const human = await hub.run([...argv, "--dry-run", "--format", "human"]);
    expect(human.stdout).toMatch(/^there {2}100 kB {2}onnx\/model.bin\n1 file, 100 kB; to fetch: 0 B, into /);
  });

  test("--verify mends what has the right size and the wrong bytes", async () => {
    const hub = await withRepo();
    const argv = ["download", "ada/cats", "onnx/small.bin", "--dir", "copy"];
    await hub.run(argv);
    const file = join(hub.cwd, "copy", "onnx", "small.bin");
    await writeFile(file, Buffer.alloc(100));
    expect((await hub.run([...argv, "--verify"])).code).toBe(0);
    expect(Buffer.compare(await readFile(file), Buffer.from(FILES["onnx/small.bin"]))).toBe(0);
  });

  test("a flipped bit on the way never gets a file's name", async () => {
    const hub = await withRepo();
    hub.server.setFaults([{ match: { path: "/cdn/" }, action: { flipBit: 50_000 } }]);
    const { code, stderr } = await hub.run(["download", "ada/cats", "onnx/model.bin", "--dir", "copy"]);
    expect(code).toBe(1);
    expect(stderr).toContain("#integrity-failed");
    await expect(readFile(join(hub.cwd, "copy", "onnx", "model.bin"))).rejects.toThrow("ENOENT");
  });
});

describe("offline", () => {
  test.each([[["--offline"], {}] as const, [[], { HF_HUB_OFFLINE: "1" }] as const])(
    "%j %j asks nobody: what is there is found, what is not is an error",
    async (flags, env) => {
      const hub = await withRepo();
      const argv = ["download", "ada/cats", "README.md", ...flags];
      const world = { env: { ...hub.env, HF_TOKEN: "", ...env } };
      const before = await hub.run(argv, world);
      expect(before.code).toBe(1);
      expect(before.stderr).toContain("#offline-missing");
      await hub.run(["download", "ada/cats", "README.md"]);
      const asked = hub.server.requests.length;
      const { code, data } = await hub.runJson(argv, world);
      expect(code).toBe(0);
      expect(await readFile(data.files[0].file, "utf8")).toBe("# Cats\n");
      expect(hub.server.requests).toHaveLength(asked);
    },
  );
});

describe("refusals", () => {
  test.each([
    [["download", "ada/none"], 1, "repo-not-found"],
    [["download", "ada/cats", "--revision", "v9"], 1, "revision-not-found"],
    [["download", "ada/cats", "README.md", "--include", "*.md"], 2, "conflicting-options"],
    [["download", "cats"], 2, "invalid-repo"],
    [["download", "ada/cats", "--type", "model", "--hub", "ftp://x"], 2, "invalid-endpoint"],
  ])("%j ends with %i: %s", async (argv, status, code) => {
    const hub = await withRepo();
    const result = await hub.run(argv);
    expect(result).toMatchObject({ code: status, stdout: "" });
    expect(result.stderr).toContain(`#${code}`);
  });
});

test("Ctrl-C says that another run goes on, and it does", async () => {
  const hub = await withRepo({ "weights.bin": randomBytes(6 << 20) });
  const controller = new AbortController();
  const onStderr = (text: string) => {
    if (text.includes("Downloading: 30 %")) controller.abort(INTERRUPTED);
  };
  const argv = ["download", "ada/cats", "weights.bin", "--dir", "copy"];
  const first = await hub.run(argv, { signal: controller.signal, onStderr });
  expect(first.code).toBe(130);
  expect(first.stderr).toContain("give the same command again to go on from there\ninterrupted\n");
  const { code, data } = await hub.runJson(argv);
  expect(code).toBe(0);
  expect(data.fetched).toBeLessThan(5 << 20);
  const [there, here] = await Promise.all(
    ["copy", "model"].map((folder) => readFile(join(hub.cwd, folder, "weights.bin"))),
  );
  expect(Buffer.compare(there, here)).toBe(0);
});
