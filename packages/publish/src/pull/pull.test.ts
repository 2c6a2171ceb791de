import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { loadClassifier, loadGenerator } from "@tiny-cats/core/node";
import { parseLineageText } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { catFolder } from "../testing/repository-folders.ts";
import { testHub, writeSums } from "../testing/test-hub.ts";
import { pull } from "./pull.ts";

const sha256 = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

/** Paths and hashes of a folder's files, clients' notes left out. */
function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(folder.length + 1), sha256(file)] as const)
      .filter(([path]) => !path.startsWith(".cache") && path !== ".gitattributes")
      .sort(),
  );
}

async function published(folder = catFolder()) {
  const hub = await testHub();
  const commit = await hub.put("ada/cats", folder);
  return { ...hub, source: folder, commit };
}

describe("into a folder", () => {
  test("brings every byte, and says where it comes from; again, nothing is fetched or written", async () => {
    const hub = await published();
    const dir = hub.folder("copy");
    const pulled = await pull("ada/cats@main", { ...hub.options, dir });
    const { "lineage.json": _, ...copied } = contents(dir);
    expect(copied).toEqual(contents(hub.source));
    expect(pulled).toMatchObject({ repo: "ada/cats", revision: "main", commit: hub.commit, folder: dir, notes: [] });
    expect(pulled.models.map(({ kind, folder, manifest }) => [kind, folder, manifest?.name])).toEqual([
      ["classifier", "", "tiny-classifier"],
      ["generator", "generator", "tiny-generator"],
    ]);
    const text = readFileSync(join(dir, "lineage.json"), "utf8");
    const lineage = parseLineageText(text);
    expect(lineage).toEqual(pulled.lineage);
    const parent = { repo_id: "ada/cats", endpoint: hub.server.url, commit: hub.commit, revision: "main" };
    expect(lineage.parent).toEqual(parent);
    expect(Object.fromEntries(lineage.files.map((file) => [file.path, file.sha256]))).toMatchObject(copied);
    expect(readdirSync(hub.folder("."))).toEqual(["copy", "hub"]);
    const fetches = hub.fetches();
    const again = await pull("ada/cats", { ...hub.options, dir });
    expect(again.fetched).toBe(0);
    expect(hub.fetches()).toBe(fetches);
    expect(readFileSync(join(dir, "lineage.json"), "utf8")).toBe(text);
  });

  test("what is there runs, each model by its kind", async () => {
    const hub = await published();
    const dir = hub.folder("copy");
    await pull("ada/cats", { ...hub.options, dir });
    await using classifier = await loadClassifier(dir);
    await using generator = await loadGenerator(dir);
    expect([classifier.manifest.name, generator.manifest.name]).toEqual(["tiny-classifier", "tiny-generator"]);
  });

  test("brings a newer commit into its place, and takes away what that lacks, but nothing of anybody else's", async () => {
    const hub = await published();
    const dir = hub.folder("copy");
    await pull("ada/cats", { ...hub.options, dir });
    writeFileSync(join(dir, "mine.txt"), "kept");
    const next = catFolder();
    rmSync(join(next, "generator"), { recursive: true });
    writeFileSync(join(next, "NOTICE"), "new\n");
    writeSums(next);
    const commit = await hub.put("ada/cats", next);
    const pulled = await pull("ada/cats", { ...hub.options, dir });
    expect(pulled.commit).toBe(commit);
    expect(pulled.fetched).toBeLessThan(3000);
    const { "lineage.json": _, "mine.txt": mine, ...copied } = contents(dir);
    expect(copied).toEqual(contents(next));
    expect(mine).toBeDefined();
    expect(pulled.lineage.parent.commit).toBe(commit);
  });

  test("of an empty folder is filled, of any other left alone", async () => {
    const hub = await published();
    const dir = hub.folder("empty");
    mkdirSync(dir);
    await pull("ada/cats", { ...hub.options, dir });
    expect(existsSync(join(dir, "generator", "model.onnx"))).toBe(true);
    const other = folderOf({ "notes.txt": "mine" });
    const error = await errorOf(() => pull("ada/cats", { ...hub.options, dir: other }));
    expect(error).toMatchObject({ code: "pull-folder-taken", value: other });
    expect(readdirSync(other)).toEqual(["notes.txt"]);
    await hub.put("ada/more", hub.source);
    expect(await errorOf(() => pull("ada/more", { ...hub.options, dir }))).toMatchObject({ code: "pull-folder-taken" });
  });

  test("a kind alone leaves the other's files where they are", async () => {
    const hub = await published();
    const dir = hub.folder("copy");
    const pulled = await pull("ada/cats", { ...hub.options, dir, only: ["generator"] });
    expect(pulled.models.map(({ kind }) => kind)).toEqual(["generator"]);
    expect(existsSync(join(dir, "model.onnx"))).toBe(false);
    expect(existsSync(join(dir, "generator", "model.onnx"))).toBe(true);
    const both = await pull("ada/cats", { ...hub.options, dir, only: ["classifier"] });
    expect(existsSync(join(dir, "model.onnx")) && existsSync(join(dir, "generator", "model.onnx"))).toBe(true);
    const listed = both.lineage.files.map(({ path }) => path);
    expect(listed).toEqual(expect.arrayContaining(["model.onnx", "generator/model.onnx"]));
    const error = await errorOf(() => pull("ada/cats", { ...hub.options, dir: hub.folder("lm"), only: ["language"] }));
    expect(error.code).toBe("wrong-model");
    expect(readdirSync(hub.folder("."))).toEqual(["copy", "hub"]);
  });

  test("a file that was damaged is mended", async () => {
    const hub = await published();
    const dir = hub.folder("copy");
    await pull("ada/cats", { ...hub.options, dir });
    const { size, atime, mtime } = statSync(join(dir, "model.onnx"));
    for (const damage of ["damaged", Buffer.alloc(size, 1)]) {
      writeFileSync(join(dir, "model.onnx"), damage);
      utimesSync(join(dir, "model.onnx"), atime, mtime);
      await pull("ada/cats", { ...hub.options, dir });
      expect(sha256(join(dir, "model.onnx"))).toBe(sha256(join(hub.source, "model.onnx")));
    }
  });
});

describe("into the cache", () => {
  test("writes no lineage there, and is found again without the Hub", async () => {
    const hub = await published();
    const cache = hub.folder("cache");
    const pulled = await pull("ada/cats", { ...hub.options, cache });
    expect(existsSync(join(pulled.folder, "lineage.json"))).toBe(false);
    expect(pulled.lineageFile).toBeUndefined();
    expect(pulled.lineage.parent.commit).toBe(hub.commit);
    await hub.server.close();
    const again = await pull("ada/cats", { cache, offline: true });
    expect(again).toMatchObject({ folder: pulled.folder, fetched: 0 });
    expect(await errorOf(() => pull("ada/dogs", { cache, offline: true }))).toMatchObject({ code: "offline-missing" });
  });

  test("a commit is asked for by its id", async () => {
    const hub = await published();
    const next = catFolder();
    writeFileSync(join(next, "README.md"), "# More\n");
    writeSums(next);
    await hub.put("ada/cats", next);
    const pulled = await pull(`ada/cats@${hub.commit}`, { ...hub.options, cache: hub.folder("cache") });
    expect(pulled.commit).toBe(hub.commit);
    expect(readFileSync(join(pulled.folder, "README.md"), "utf8")).toBe("# Cats\n");
  });
});

describe("what broke off", () => {
  test("leaves no folder, and another pull goes on from there", async () => {
    const folder = catFolder();
    writeFileSync(join(folder, "large.bin"), Buffer.alloc(3 << 20, 5));
    writeSums(folder);
    const hub = await published(folder);
    const dir = hub.folder("copy");
    const controller = new AbortController();
    const stopped = pull("ada/cats", {
      ...hub.options,
      dir,
      signal: controller.signal,
      onProgress: ({ stage, done }) => {
        if (stage === "downloading" && done > 2 << 20) controller.abort(new Error("enough"));
      },
    });
    await expect(stopped).rejects.toThrow("enough");
    expect(existsSync(dir)).toBe(false);
    const pulled = await pull("ada/cats", { ...hub.options, dir });
    expect(pulled.fetched).toBeLessThan(3 << 20);
    expect(pulled.fetched).toBeGreaterThan(0);
    const { "lineage.json": _, ...copied } = contents(dir);
    expect(copied).toEqual(contents(folder));
    expect(readdirSync(hub.folder("."))).toEqual(["copy", "hub"]);
  });

  test("while a folder is brought up to date, leaves it without lineage until it is", async () => {
    const hub = await published();
    const dir = hub.folder("copy");
    await pull("ada/cats", { ...hub.options, dir });
    const next = catFolder();
    writeFileSync(join(next, "large.bin"), Buffer.alloc(1 << 20, 5));
    writeSums(next);
    const commit = await hub.put("ada/cats", next);
    hub.server.setFaults([{ match: { path: "/cdn/" }, action: { status: 500 } }]);
    expect(await errorOf(() => pull("ada/cats", { ...hub.options, dir }))).toMatchObject({ code: "hub-unavailable" });
    expect(existsSync(join(dir, "lineage.json"))).toBe(false);
    hub.server.setFaults([]);
    expect((await pull("ada/cats", { ...hub.options, dir })).lineage.parent.commit).toBe(commit);
    expect(existsSync(join(dir, "lineage.json"))).toBe(true);
  });

  test("a flipped bit on the way never becomes a folder", async () => {
    const hub = await published();
    hub.server.setFaults([{ match: { path: "README.md" }, action: { flipBit: 1 } }]);
    const dir = hub.folder("copy");
    expect(await errorOf(() => pull("ada/cats", { ...hub.options, dir }))).toMatchObject({ code: "integrity-failed" });
    expect(existsSync(dir)).toBe(false);
  });
});

describe("refused is a repository", () => {
  async function refused(change: (folder: string) => void, { dir = "copy" } = {}) {
    const folder = catFolder();
    change(folder);
    const hub = await published(folder);
    const error = await errorOf(() => pull("ada/cats", { ...hub.options, dir: hub.folder(dir) }));
    expect(existsSync(hub.folder(dir))).toBe(false);
    expect(readdirSync(hub.folder("."))).toEqual(["hub"]);
    return error;
  }

  test("with a file that was changed after its sums were written", async () => {
    const error = await refused((folder) => writeFileSync(join(folder, "generator", "model.onnx"), "other"));
    expect(error.code).toBe("checksum-mismatch");
    expect(error.message).toContain("generator/model.onnx is changed (SHA256SUMS)");
    expect(error.message).toContain("generator/model.onnx is changed (generator/tiny-cats.json)");
    expect(error.remedy).toContain("docs/huggingface.md#pull");
  });

  test("whose manifest alone tells of the change", async () => {
    const error = await refused((folder) => {
      rmSync(join(folder, "SHA256SUMS"));
      writeFileSync(join(folder, "model.onnx"), "other");
    });
    expect(error.value).toEqual([
      expect.objectContaining({ path: "model.onnx", listed_in: "tiny-cats.json", fault: "changed" }),
    ]);
  });

  test("that lacks a file it lists", async () => {
    const error = await refused((folder) => rmSync(join(folder, "generator", "model.onnx")));
    expect(error).toMatchObject({ code: "incomplete-model" });
    expect(error.message).toContain("generator/model.onnx is missing");
  });

  test("that lacks a file of the kind that is wanted; of another kind it may", async () => {
    const folder = catFolder();
    rmSync(join(folder, "generator", "model.onnx"));
    const hub = await published(folder);
    const request = { ...hub.options, dir: hub.folder("copy") };
    const error = await errorOf(() => pull("ada/cats", { ...request, only: ["generator"] }));
    expect(error.code).toBe("incomplete-model");
    expect(existsSync(hub.folder("copy"))).toBe(false);
    expect((await pull("ada/cats", { ...request, only: ["classifier"] })).models).toHaveLength(1);
  });

  test("that holds no model", async () => {
    const error = await refused((folder) => {
      for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, "README.md"), "# Nothing\n");
    });
    expect(error).toMatchObject({ code: "incomplete-model", value: ["config.json", "model.safetensors"] });
  });

  test.each([
    ["a line that is no sum", "SHA256SUMS", "not a hash  model.onnx\n", "invalid-checksums"],
    ["a name twice", "SHA256SUMS", `${"a".repeat(64)}  x\n${"a".repeat(64)}  x\n`, "invalid-checksums"],
    ["no JSON", "tiny-cats.json", "{", "invalid-json"],
    ["a megabyte of nothing", "tiny-cats.json", " ".repeat((1 << 20) + 1), "file-too-large"],
  ])("with %s in %s", async (_, path, text, code) => {
    expect(await refused((folder) => writeFileSync(join(folder, path), text))).toMatchObject({ code });
  });

  test.each(["../evil.md", "/etc/evil", ".git/config", "C:evil", "con.txt", "a\u001b[2Jb"])(
    "whose list of files names %j, before anything is written",
    async (name) => {
      const hub = await published();
      const hostile: typeof fetch = async (address, init) => {
        const answer = await fetch(address, init);
        if (!String(address).includes("/tree/")) return answer;
        const text = (await answer.text()).replace('"README.md"', JSON.stringify(name));
        return new Response(text, { status: answer.status, headers: { "content-type": "application/json" } });
      };
      const error = await errorOf(() => pull("ada/cats", { ...hub.options, fetch: hostile, dir: hub.folder("copy") }));
      expect(error.code).toBe("unsafe-path");
      expect(readdirSync(hub.folder("."))).toEqual(["hub"]);
    },
  );

  test("that is private, without a token", async () => {
    const hub = await testHub();
    await hub.put("ada/secret", catFolder(), { visibility: "private" });
    const { token, ...open } = hub.options;
    const error = await errorOf(() => pull("ada/secret", { ...open, dir: hub.folder("copy") }));
    expect(error.code).toBe("repo-not-found");
    expect(error.remedy).toContain("tiny-cats login");
    expect(JSON.stringify(error)).not.toContain(token);
    expect((await pull("ada/secret", { ...hub.options, dir: hub.folder("copy") })).models).toHaveLength(2);
  });
});

test("an edited card is told of, and a lineage.json of the repository's own is left there", async () => {
  const folder = catFolder();
  writeFileSync(join(folder, "README.md"), "# Better words\n");
  writeFileSync(join(folder, "lineage.json"), "{}");
  const hub = await published(folder);
  const dir = hub.folder("copy");
  const { notes, commit } = await pull("ada/cats", { ...hub.options, dir });
  expect(notes).toEqual(["README.md was edited after SHA256SUMS was written."]);
  expect(parseLineageText(readFileSync(join(dir, "lineage.json"), "utf8")).parent.commit).toBe(commit);
  cpSync(dir, hub.folder("again"), { recursive: true });
});

test.each([
  ["cats", "invalid-repo"],
  ["../../etc/passwd", "invalid-repo"],
  [`ada/${"x".repeat(10_000)}`, "invalid-repo"],
  ["datasets/ada/cats", "invalid-repo"],
  ["ada/cats@", "invalid-revision"],
  [`ada/cats@${"v".repeat(1000)}`, "invalid-revision"],
  ["ada/cats@a b", "invalid-revision"],
  ["ada/cats@../../../x", "unsafe-path"],
])("a source is refused before anything is asked: %#", async (source, code) => {
  const hub = await testHub();
  const error = await errorOf(() => pull(source, { ...hub.options, cache: hub.folder("cache") }));
  expect(error.code).toBe(code);
  expect(error.message.length).toBeLessThan(400);
  expect(hub.server.requests).toEqual([]);
});

test.each([
  [{}, "neither a folder nor a cache"],
  [{ as: "checkpoint", dir: "x" }, "a cache to be made from"],
  [{ dir: "x", dialect: "nanogpt" }, "a dialect is for a checkpoint"],
  [{ dir: "x", cache: "y", as: "checkpoint", dialect: "onnx" as "nanogpt" }, 'no dialect "onnx"'],
] as const)("options %j are refused", async (options, message) => {
  const error = await errorOf(() => pull("ada/cats", options));
  expect(error.code).toBe("invalid-pull-option");
  expect(error.message).toContain(message);
});
