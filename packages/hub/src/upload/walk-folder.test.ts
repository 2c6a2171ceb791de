import { execFileSync } from "node:child_process";
import { mkdirSync, rmdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { walkFolder } from "./walk-folder.ts";

const paths = ({ files }: { files: { path: string }[] }) => files.map(({ path }) => path);

test("finds files at any depth, in order, and never git's own or a cache's", async () => {
  const folder = folderOf({
    "b.txt": "b",
    "a/z.txt": "z",
    ".git/config": "secret",
    "a/.git": "gitdir: elsewhere",
    ".cache/huggingface/download/x.metadata": "x",
    ".cache/tiny-cats/upload-1.jsonl": "x",
    ".cache/mine.txt": "kept",
  });
  const found = await walkFolder(folder);
  expect(paths(found)).toEqual([".cache/mine.txt", "a/z.txt", "b.txt"]);
  expect(found.ignored).toEqual([
    { path: ".cache/huggingface/", reason: "built-in" },
    { path: ".cache/tiny-cats/", reason: "built-in" },
    { path: ".git/", reason: "built-in" },
    { path: "a/.git", bytes: 17, reason: "built-in" },
  ]);
});

// Each verdict is git's own (git check-ignore).
test(".gitignore files hold as in git, also nested, negated and with folders", async () => {
  const folder = folderOf({
    ".gitignore": "*.log\n/build/\n!keep.log\n*.TMP\n# *.txt\n",
    "sub/.gitignore": "!deep.log\nsecret.txt\n",
    "a.log": "",
    "keep.log": "",
    "build/out.txt": "",
    "sub/build/out.txt": "",
    "sub/deep.log": "",
    "sub/other.log": "",
    "sub/secret.txt": "",
    "secret.txt": "",
    "a.tmp": "",
  });
  const found = await walkFolder(folder);
  expect(paths(found)).toEqual([
    ".gitignore",
    "a.tmp",
    "keep.log",
    "secret.txt",
    "sub/.gitignore",
    "sub/build/out.txt",
    "sub/deep.log",
  ]);
  execFileSync("git", ["init", "-q"], { cwd: folder });
  const git = execFileSync("git", ["ls-files", "--others", "--exclude-standard"], { cwd: folder, encoding: "utf8" });
  expect(paths(found)).toEqual(git.trim().split("\n").sort());
  expect(paths(await walkFolder(folder, { gitignore: false }))).toContain("sub/secret.txt");
});

test("patterns choose, and a folder left out is not entered", async () => {
  const folder = folderOf({ "a.onnx": "1", "b.txt": "22", "tmp/c.onnx": "3" });
  symlinkSync("/", join(folder, "tmp/root"));
  const found = await walkFolder(folder, { include: "*.onnx", exclude: ["tmp/"] });
  expect(paths(found)).toEqual(["a.onnx"]);
  expect(found.ignored).toEqual([
    { path: "b.txt", bytes: 2, reason: "patterns" },
    { path: "tmp/", reason: "patterns" },
  ]);
});

test("links inside the folder are followed", async () => {
  const folder = folderOf({ "weights/model.bin": "w" });
  symlinkSync("weights/model.bin", join(folder, "model.bin"));
  symlinkSync("weights", join(folder, "again"));
  const found = await walkFolder(folder);
  expect(paths(found)).toEqual(["again/model.bin", "model.bin", "weights/model.bin"]);
  expect(new Set(found.files.map(({ source }) => source)).size).toBe(1);
});

test.each([
  ["out of the folder", (folder: string) => symlinkSync("/etc/hostname", join(folder, "link"))],
  [
    "beside it, with its name as a beginning",
    (folder: string) => {
      mkdirSync(`${folder}-more`);
      onTestFinished(() => rmdirSync(`${folder}-more`));
      symlinkSync(`${folder}-more`, join(folder, "link"));
    },
  ],
  ["nowhere", (folder: string) => symlinkSync("none", join(folder, "link"))],
  ["to itself", (folder: string) => symlinkSync("link", join(folder, "link"))],
  ["back to the folder", (folder: string) => symlinkSync(".", join(folder, "link"))],
  [
    "into git's own",
    (folder: string) => {
      mkdirSync(join(folder, ".git"));
      writeFileSync(join(folder, ".git/config"), "token");
      symlinkSync(".git/config", join(folder, "link"));
    },
  ],
])("a link that leads %s is refused", async (_, make) => {
  const folder = folderOf({ "a.txt": "a" });
  make(folder);
  await expect(walkFolder(folder)).rejects.toMatchObject({ code: "unsafe-link", value: "link" });
});

test("two links to each other's folders are refused, and an excluded link is not looked at", async () => {
  const folder = folderOf({ "a/x": "", "b/y": "" });
  symlinkSync("../b", join(folder, "a/b"));
  symlinkSync("../a", join(folder, "b/a"));
  await expect(walkFolder(folder)).rejects.toMatchObject({ code: "unsafe-link" });
  expect(paths(await walkFolder(folder, { exclude: ["/a/b", "/b/a"] }))).toEqual(["a/x", "b/y"]);
});

test("FIFOs and sockets are refused, without waiting for them", async () => {
  const folder = temporaryFolder();
  execFileSync("mkfifo", [join(folder, "fifo")]);
  await expect(walkFolder(folder)).rejects.toMatchObject({ code: "not-a-file" });
  const other = temporaryFolder();
  const server = createServer().listen(join(other, "socket"));
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  await expect(walkFolder(other)).rejects.toMatchObject({ code: "not-a-file" });
});

test.each(["a:b", "aux.txt", "a ", "tab\there", "back\\slash"])(
  "the name %j is refused, for others can't hold it",
  async (name) => {
    await expect(walkFolder(folderOf({ [`in/${name}`]: "" }))).rejects.toMatchObject({
      code: "unsafe-path",
      value: `in/${name}`,
    });
  },
);

test("what is no folder, or an aborted signal", async () => {
  const folder = folderOf({ a: "" });
  await expect(walkFolder(join(folder, "none"))).rejects.toMatchObject({ code: "file-not-found" });
  await expect(walkFolder(join(folder, "a"))).rejects.toMatchObject({ code: "file-not-found" });
  const stop = new Error("stop");
  await expect(walkFolder(folder, { signal: AbortSignal.abort(stop) })).rejects.toBe(stop);
});

test("a name that is not UTF-8 is refused", async () => {
  const folder = temporaryFolder();
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x61, 0xff])]), "");
  await expect(walkFolder(folder)).rejects.toMatchObject({ code: "unsafe-path" });
});
