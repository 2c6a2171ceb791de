import { createHash } from "node:crypto";
import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodePng } from "@tiny-cats/core/png";
import { createRepo, planUpload, upload } from "@tiny-cats/hub";
import { type Fault, type HubServer, startHub } from "@tiny-cats/hub-emulator";
import { parsePublishReport } from "@tiny-cats/schema";
import { describe, expect, onTestFinished, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import type { PublishDatasetOptions } from "./dataset-options.ts";
import type { DatasetOutcome } from "./dataset-plan.ts";
import { publishDataset } from "./publish-dataset.ts";
import { verifyDataset } from "./verify-dataset.ts";

const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");

/** A picture of its own for each seed. */
async function png(seed: number): Promise<Uint8Array> {
  const data = Uint8ClampedArray.from({ length: 16 * 16 * 3 }, (_, i) => (i * i * seed + i * 7) % 256);
  return encodePng({ width: 16, height: 16, data });
}
const [A, B, C] = await Promise.all([3, 5, 11].map(png));

const PICTURES = {
  "images/a.png": A,
  "images/b.png": B,
  "images/c.png": C,
  "index.csv": `file,breed,split,sha256\na.png,Siamese,train,${sha256(A)}\nb.png,Bengal,train,\nc.png,Siamese,test,\n`,
  "card-notes.md": "---\nlicense: cc-by-sa-4.0\npretty_name: Two cats\n---\n\n## Limits\n\nThree pictures.\n",
};

const TOKENS = {
  "train.bin": new Uint8Array([1, 0, 2, 0, 3, 0]),
  "val.bin": new Uint8Array([1, 0]),
  "metadata.json": JSON.stringify({
    tokenizer_type: "char",
    vocab_size: 5,
    total_tokens: 4,
    train_tokens: 3,
    val_tokens: 1,
  }),
};

async function world() {
  const hub = await startHub({ dir: temporaryFolder(), limits: { regularFile: 1000 } });
  onTestFinished(() => hub.close());
  const options = {
    repo: "local/data",
    work: temporaryFolder(),
    endpoint: hub.url,
    token: "hf_local",
    command: "test",
  };
  const send = (folder: string, more: Partial<PublishDatasetOptions> = {}) =>
    publishDataset(folder, { ...options, ...more });
  return { hub, options, send };
}

async function ask(hub: HubServer, path: string): Promise<Response> {
  return fetch(`${hub.url}${path}`, { headers: { authorization: "Bearer hf_local" } });
}

const textOf = async (hub: HubServer, path: string) =>
  (await ask(hub, `/datasets/local/data/resolve/main/${path}`)).text();
const commits = async (hub: HubServer): Promise<unknown[]> =>
  (await ask(hub, "/api/datasets/local/data/commits/main")).json();
const tags = async (hub: HubServer): Promise<{ name: string; targetCommit: string }[]> =>
  (await (await ask(hub, "/api/datasets/local/data/refs")).json()).tags;
/** Requests that change something, or begin to. */
const writes = (hub: HubServer) =>
  hub.requests.filter(({ method, path }) => method === "PUT" || /\/(?:create|preupload|commit|tag|batch)\b/.test(path))
    .length;

function published(outcome: DatasetOutcome) {
  if (outcome.status !== "published") throw new Error(`it was ${outcome.status}`);
  return outcome;
}

describe("what is published", () => {
  test("pictures, with a card whose counts, hashes and licence are those of the files, and checksums", async () => {
    const { hub, send } = await world();
    const folder = folderOf(PICTURES);
    const { plan, report } = published(await send(folder));
    const card = await textOf(hub, "README.md");
    expect(card).toMatch(/^---\nlicense: cc-by-sa-4\.0\npretty_name: Two cats\n/);
    expect(card).toMatch(/\| train +\| 2 +\|/);
    expect(card).toMatch(/\| Siamese +\| 1 +\| 1 +\|/);
    expect(card).toContain("Three pictures.");
    expect(card).toContain(sha256(B));
    const sums = await textOf(hub, "SHA256SUMS");
    expect(sums.split("\n").map((line) => line.slice(66))).toEqual([
      "README.md",
      "card-notes.md",
      "images/a.png",
      "images/b.png",
      "images/c.png",
      "index.csv",
      "",
    ]);
    expect(sums).toContain(`${sha256(card)}  README.md\n`);
    expect(plan).toMatchObject({
      repo_id: "datasets/local/data",
      commit: null,
      splits: [
        { name: "train", items: 2 },
        { name: "test", items: 1, classes: { Siamese: 1, Bengal: 0 } },
      ],
    });
    expect(plan.notes).toEqual(expect.arrayContaining([expect.stringContaining("Intended use")]));
    expect(parsePublishReport(report)).toMatchObject({
      repo_id: "local/data",
      url: `${hub.url}/datasets/local/data`,
      tag: `data-${sha256(sums).slice(0, 12)}`,
      measured: { data: { n: 3, name: expect.any(String) } },
      verification: { files: 7 },
    });
    expect(await tags(hub)).toEqual([expect.objectContaining({ name: report.tag, targetCommit: report.commit })]);
    expect(readFileSync(join(folder, "index.csv"), "utf8")).toBe(PICTURES["index.csv"]);
  });

  test("a folder a class, and a list in a folder of links inside of it", async () => {
    const { hub, send } = await world();
    const folder = folderOf({ "Bengal/1.png": A, "Siamese/1.png": B });
    symlinkSync(join(folder, "Bengal", "1.png"), join(folder, "Siamese", "2.png"));
    const { plan } = published(await send(folder, { license: "MIT", tag: false, title: "Folders" }));
    expect(plan.splits).toMatchObject([{ name: "none", items: 3, classes: { Bengal: 1, Siamese: 2 } }]);
    expect(await textOf(hub, "SHA256SUMS")).toContain(`${sha256(A)}  Siamese/2.png\n`);
    expect(await textOf(hub, "README.md")).toContain("license: mit\npretty_name: Folders");
    expect(await tags(hub)).toEqual([]);
  });

  test("tokens", async () => {
    const { hub, send } = await world();
    const { plan } = published(await send(folderOf(TOKENS), { license: "Apache-2.0" }));
    expect(plan.splits).toMatchObject([
      { name: "train", items: 3 },
      { name: "val", items: 1 },
    ]);
    expect(await textOf(hub, "README.md")).toMatch(/task_categories:\n +- text-generation/);
  });

  test.each([
    ["metadata.csv", "file_name,text,split\nsub/a.txt,hello,\nb.txt,world,test\n"],
    ["metadata.jsonl", '{"file_name":"sub/a.txt"}\n\n{"file_name":"b.txt","split":"test"}\n'],
    ["index.csv", `\uFEFFfile,split,sha256\nsub/a.txt,train,${sha256("A")}\nb.txt,test,\n`],
  ])("files of any kind that %s lists", async (index, text) => {
    const { send } = await world();
    const folder = folderOf({ "sub/a.txt": "A", "b.txt": "B", [index]: text });
    const { plan } = published(await send(folder, { license: "CC0-1.0" }));
    expect(plan.splits).toMatchObject([
      { name: "test", items: 1 },
      { name: "train", items: 1 },
    ]);
  });
});

describe("again", () => {
  test("the same files make no second commit or tag; others are added, changed and deleted, and what people put there stays", async () => {
    const { hub, send } = await world();
    const folder = folderOf(PICTURES);
    const first = published(await send(folder));
    const again = published(await send(folder));
    expect(again.report.commit).toBe(first.report.commit);
    expect(again.report.not_measured).toMatchObject({ mean_mb_per_s: "nothing had to be sent" });
    const made = (await commits(hub)).length;

    const access = { endpoint: hub.url, token: "hf_local" };
    const own = folderOf({ "notes.txt": "a person's" });
    await upload(await planUpload(own, "datasets/local/data", { ...access, journal: false }), access);
    rmSync(join(folder, "images", "b.png"));
    writeFileSync(join(folder, "images", "c.png"), await png(29));
    writeFileSync(join(folder, "index.csv"), "file,breed,split\na.png,Siamese,train\nc.png,Siamese,test\n");
    const { plan, report } = published(await send(folder, { work: temporaryFolder() }));
    expect(plan.files.filter(({ change }) => change === "delete").map(({ path }) => path)).toEqual(["images/b.png"]);
    expect(await commits(hub)).toHaveLength(made + 2);
    expect(await textOf(hub, "notes.txt")).toBe("a person's");
    expect((await ask(hub, "/datasets/local/data/resolve/main/images/b.png")).status).toBe(404);
    expect((await tags(hub)).map(({ name }) => name).sort()).toEqual([first.report.tag, report.tag].sort());
  });

  test("a name with signs of a pattern means itself alone", async () => {
    const { hub, send } = await world();
    const names = ["a[b].txt", "#c !d.txt", "e*.txt"];
    const all = Object.fromEntries(names.map((name) => [name, name]));
    const listing = names.map((name) => JSON.stringify({ file_name: name })).join("\n");
    await send(folderOf({ ...all, "metadata.jsonl": listing }), { license: "MIT" });
    const access = { endpoint: hub.url, token: "hf_local" };
    const own = folderOf({ "ab.txt": "a person's", "e2.txt": "too" });
    await upload(await planUpload(own, "datasets/local/data", access), access);
    const rest = { "f.txt": "f", "metadata.jsonl": '{"file_name":"f.txt"}' };
    const { plan } = published(await send(folderOf(rest), { license: "MIT", work: temporaryFolder() }));
    const gone = plan.files.filter(({ change }) => change === "delete").map(({ path }) => path);
    expect(gone.sort()).toEqual([...names].sort());
    expect([await textOf(hub, "ab.txt"), await textOf(hub, "e2.txt")]).toEqual(["a person's", "too"]);
  });

  test("a pull request is verified and gets no tag", async () => {
    const { hub, send } = await world();
    await send(folderOf(PICTURES), { tag: false });
    const before = await commits(hub);
    const changed = folderOf({ ...PICTURES, "images/b.png": await png(31), "index.csv": PICTURES["index.csv"] });
    const { plan, report } = published(await send(changed, { pullRequest: true, work: temporaryFolder() }));
    expect(plan).toMatchObject({ pull_request: true, tag: null });
    expect(report).toMatchObject({ pull_request: { number: 1 }, verification: { commit: report.commit } });
    expect([await tags(hub), await commits(hub)]).toEqual([[], before]);
  });

  test("what people wrote into the card stays", async () => {
    const { hub, send } = await world();
    await send(folderOf(PICTURES));
    const card = await textOf(hub, "README.md");
    const written = `${card}\n## More\n\nTaken on a sunny day.\n`;
    const access = { endpoint: hub.url, token: "hf_local" };
    await upload(await planUpload(folderOf({ "README.md": written }), "datasets/local/data", access), access);
    await send(folderOf({ ...PICTURES, "images/a.png": A }), { work: temporaryFolder() });
    expect(await textOf(hub, "README.md")).toContain("Taken on a sunny day.");
  });

  test("a tag that stands elsewhere is refused before anything is sent", async () => {
    const { hub, send } = await world();
    await send(folderOf(PICTURES), { tag: "v1" });
    const before = writes(hub);
    const changed = folderOf({ ...PICTURES, "images/b.png": await png(23) });
    expect(await errorOf(() => send(changed, { tag: "v1" }))).toMatchObject({ code: "tag-exists" });
    expect(writes(hub)).toBe(before);
  });
});

describe("refused before anything is sent", () => {
  const list = (count: number) => Array.from({ length: count }, (_, i) => `gone-${i}.png,Bengal`).join("\n");
  test.each<[string, Record<string, string | Uint8Array>, string, unknown]>([
    [
      "a picture that the index lists",
      { "a.png": "x", "index.csv": "file,breed\na.png,Bengal\nb.png,Bengal\n" },
      "file-missing",
      ["b.png"],
    ],
    ["pictures of a list", { "list.txt": "x/y.png\tBengal\n" }, "file-missing", ["x/y.png"]],
    [
      "many of them",
      { "index.csv": `file,breed\n${list(9)}\n` },
      "file-missing",
      Array.from({ length: 9 }, (_, i) => `gone-${i}.png`),
    ],
    ["a file of metadata.csv", { "metadata.csv": "file_name\ngone.wav\n" }, "file-missing", ["gone.wav"]],
    [
      "train.bin",
      { "val.bin": TOKENS["val.bin"], "metadata.json": TOKENS["metadata.json"] },
      "file-missing",
      ["train.bin"],
    ],
    ["both of them", { "metadata.json": TOKENS["metadata.json"] }, "file-missing", ["train.bin", "val.bin"]],
    ["metadata.json", { "train.bin": TOKENS["train.bin"] }, "file-missing", ["metadata.json"]],
  ])("absent: %s", async (_, files, code, value) => {
    const { hub, send } = await world();
    const error = await errorOf(() => send(folderOf(files), { license: "MIT" }));
    expect(error).toMatchObject({ code, value });
    expect(writes(hub)).toBe(0);
  });

  test.each<[string, Record<string, string | Uint8Array>, string]>([
    ["an empty folder", {}, "no-pictures"],
    ["an index without a line", { "index.csv": "file,breed\n" }, "no-pictures"],
    ["metadata without a line", { "metadata.jsonl": "\n" }, "empty-dataset"],
    [
      "no tokens",
      { "metadata.json": '{"tokenizer_type":"char","vocab_size":2,"total_tokens":0,"train_tokens":0,"val_tokens":0}' },
      "empty-dataset",
    ],
    [
      "another file than listed",
      { "a.txt": "x", "metadata.csv": `file_name,sha256\na.txt,${sha256("y")}\n` },
      "hash-mismatch",
    ],
    ["no hash", { "a.txt": "x", "metadata.csv": "file_name,sha256\na.txt,1234\n" }, "invalid-data-index"],
    ["a file twice", { "a.txt": "x", "metadata.csv": "file_name\na.txt\na.txt\n" }, "duplicate-item"],
    ["a picture that is none", { "Bengal/1.png": A, "Bengal/2.png": "x" }, "corrupt-picture"],
    ["no JSON", { "metadata.jsonl": "{\n" }, "invalid-data-index"],
    ["a row without a name", { "metadata.jsonl": '{"text":"x"}\n' }, "invalid-data-index"],
    [
      "a split's name with a comma",
      { "a.txt": "x", "metadata.jsonl": '{"file_name":"a.txt","split":"a,b"}\n' },
      "invalid-data-index",
    ],
    ["a path that leads out", { "metadata.jsonl": '{"file_name":"../../etc/passwd"}\n' }, "unsafe-path"],
    ["tokens outside of the vocabulary", { ...TOKENS, "val.bin": new Uint8Array([9, 0]) }, "corrupt-tokens"],
  ])("%s", async (_, files, code) => {
    const { hub, send } = await world();
    expect(await errorOf(() => send(folderOf(files), { license: "MIT" }))).toMatchObject({ code });
    expect(writes(hub)).toBe(0);
  });

  test("a link out of the folder", async () => {
    const { hub, send } = await world();
    const folder = folderOf({ "Bengal/1.png": A });
    symlinkSync("/etc/hostname", join(folder, "secrets.txt"));
    expect(await errorOf(() => send(folder, { license: "MIT" }))).toMatchObject({ code: "link-outside-folder" });
    expect(writes(hub)).toBe(0);
  });

  test.each<[string, Partial<PublishDatasetOptions>, string]>([
    ["no licence", {}, "missing-licence"],
    ["a space", { license: "MIT", repo: "spaces/local/data" }, "dataset-repo-needed"],
    ["a repository of models", { license: "MIT", repo: "models/local/data" }, "dataset-repo-needed"],
    ["a tag that git refuses", { license: "MIT", tag: "a..b" }, "invalid-tag"],
    ["a tag of what is not known", { license: "MIT", tag: "v{version}" }, "invalid-tag"],
    ["a stranger's repository", { license: "MIT", repo: "you/data" }, "forbidden"],
    ["no token", { license: "MIT", token: "" }, "unauthorized"],
  ])("%s", async (_, more, code) => {
    const { hub, send } = await world();
    const folder = folderOf({ "Bengal/1.png": A });
    expect(await errorOf(() => send(folder, more))).toMatchObject({ code });
    expect(writes(hub)).toBe(0);
  });

  test("a public repository where a private one is asked for", async () => {
    const { hub, send } = await world();
    await createRepo("datasets/local/data", { endpoint: hub.url, token: "hf_local" });
    const before = writes(hub);
    const error = await errorOf(() => send(folderOf(PICTURES), { private: true }));
    expect([error.code, writes(hub)]).toEqual(["public-repo", before]);
  });

  test("a plan alone, and one that is not agreed to", async () => {
    const { hub, send } = await world();
    expect(await send(folderOf(PICTURES), { dryRun: true })).toMatchObject({ status: "planned" });
    expect(await send(folderOf(PICTURES), { dryRun: true, token: undefined })).toMatchObject({ status: "planned" });
    expect(await send(folderOf(PICTURES), { confirm: async () => false })).toMatchObject({ status: "declined" });
    expect(writes(hub)).toBe(0);
  });
});

describe("what goes wrong on the way", () => {
  test("a file that comes back otherwise is not tagged, and is once it comes back right", async () => {
    const { hub, send } = await world();
    const folder = folderOf(PICTURES);
    const damage = { match: { path: /index\.csv$/ }, action: { flipBit: 0 }, times: 99 };
    hub.setFaults([damage]);
    expect(await errorOf(() => send(folder, { retryBaseMs: 1 }))).toMatchObject({ code: "integrity-failed" });
    expect(await tags(hub)).toEqual([]);
    hub.setFaults([]);
    const { report } = published(await send(folder));
    expect((await tags(hub)).map(({ name }) => name)).toEqual([report.tag]);
    expect(await commits(hub)).toHaveLength(2);
  });

  test("a commit that lacks files, has others or more is told in full", async () => {
    const { hub, send, options } = await world();
    const { report } = published(await send(folderOf(PICTURES)));
    const files = report.files
      .filter(({ path }) => path !== "index.csv")
      .map((file) => (file.path === "images/a.png" ? { ...file, sha256: sha256("else") } : file));
    const check = (mayHold: (path: string) => boolean) =>
      verifyDataset(
        { type: "dataset", name: "local/data" },
        report.commit,
        [...files, { path: "gone.png", bytes: 1, sha256: sha256("gone") }],
        { hub: { endpoint: hub.url, token: "hf_local" }, work: options.work, mayHold },
      );
    const unlike = { missing: ["gone.png"], extra: ["index.csv"], different: ["images/a.png"] };
    expect(await errorOf(() => check(() => false))).toMatchObject({ code: "verification-failed", value: unlike });
    expect(await errorOf(() => check((path) => path === "index.csv"))).toMatchObject({ value: { extra: [] } });
  });

  test("an upload that broke off is gone on with, without a second commit or tag", async () => {
    const { hub, send } = await world();
    const folder = folderOf({ ...PICTURES, "notes.bin": "b".repeat(5000) });
    const stop = new AbortController();
    const run = send(folder, {
      signal: stop.signal,
      onProgress: ({ stage, what }) => stage === "upload" && what === "committing" && stop.abort(),
    });
    await run.catch(() => undefined);
    const { report } = published(await send(folder));
    expect(await commits(hub)).toHaveLength(2);
    expect(await tags(hub)).toEqual([expect.objectContaining({ targetCommit: report.commit })]);
  });

  test("a Hub that fails for a while", async () => {
    const { hub, send } = await world();
    const faults: Fault[] = [{ match: { path: "/commit/" }, action: { status: 503 }, times: 2 }];
    hub.setFaults(faults);
    const { report } = published(await send(folderOf(PICTURES), { retryBaseMs: 1 }));
    expect(report.retries).toBe(2);
  });

  test("a signal stops it, and progress tells the stages in their order", async () => {
    const { send } = await world();
    const stages: string[] = [];
    await send(folderOf(PICTURES), { onProgress: ({ stage }) => stages.push(stage) });
    expect([...new Set(stages)]).toEqual(["check", "prepare", "upload", "verify"]);
    await expect(send(folderOf(PICTURES), { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow(
      "enough",
    );
  });
});
