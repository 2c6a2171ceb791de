import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { download, downloadFile, planUpload, upload, verifyCache, verifyUpload } from "@tiny-cats/hub";
import { type HubServer, startHub } from "@tiny-cats/hub-emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hubEnvironment } from "./hub-environment.ts";
import { missingPeers } from "./peers.ts";

const missing = missingPeers(["huggingface_hub"]);
const repo = "local/cats";
const token = "hf_local";
const root = mkdtempSync(join(tmpdir(), "tiny-cats-cross-"));
const contents: Record<string, Uint8Array> = {
  "README.md": Buffer.from("# Cats\n"),
  "onnx/model.onnx": Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 31 + (i >> 8)) % 256),
  "a b#c/K\u00e4tzchen.txt": Buffer.from("miau"),
  empty: new Uint8Array(),
};
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const wanted = Object.fromEntries(Object.entries(contents).map(([path, bytes]) => [path, sha256(bytes)]));
let hub: HubServer;

beforeAll(async () => {
  hub = await startHub({ dir: join(root, "hub"), limits: { regularFile: 1 << 20 } });
  for (const [path, bytes] of Object.entries(contents)) {
    mkdirSync(dirname(join(root, "source", path)), { recursive: true });
    writeFileSync(join(root, "source", path), bytes);
  }
  const options = { endpoint: hub.url, token, journal: false } as const;
  await upload(await planUpload(join(root, "source"), repo, options), { ...options, create: {} });
});

afterAll(async () => {
  await hub?.close();
  rmSync(root, { recursive: true, force: true });
});

/** What huggingface_hub answers, without Xet, in a home of its own. */
function python(task: Record<string, string>): Promise<Record<string, unknown>> {
  const script = fileURLToPath(new URL("./hub-cache-python.py", import.meta.url));
  const env = hubEnvironment(root);
  const child = spawn(process.env.TINY_CATS_PYTHON ?? "python3", [script], { env, stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify({ repo, token, endpoint: hub.url, ...task }));
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (data) => {
      text += data;
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`Python ended with ${code}`)),
    );
  });
}

test.skipIf(missing)(
  `a cache filled here is read offline by Python${missing ? `: left out, ${missing}` : ""}`,
  async () => {
    const cache = join(root, "cache-ours");
    const { files } = await download(repo, { cache, endpoint: hub.url, token });
    await expect(downloadFile(repo, "absent.json", { cache, endpoint: hub.url, token })).rejects.toMatchObject({
      code: "entry-not-found",
    });
    const read = await python({ step: "read cache", folder: cache });
    expect(read.files).toMatchObject(wanted);
    expect(read).toMatchObject({ warnings: [], repos: [repo], refs: ["main"], absent: true });
    expect(read.tree).toEqual(files.map(({ path }) => path).sort());
  },
);

test.skipIf(missing)(
  `a cache filled by Python is read offline here${missing ? `: left out, ${missing}` : ""}`,
  async () => {
    const cache = join(root, "cache-python");
    expect((await python({ step: "fill", place: "cache_dir", folder: cache })).files).toMatchObject(wanted);
    const done = await download(repo, { cache, offline: true, verify: true });
    expect(Object.fromEntries(done.files.map(({ path, file }) => [path, sha256(readFileSync(file))]))).toMatchObject(
      wanted,
    );
    expect((await download(repo, { cache, endpoint: hub.url, token })).fetched).toBe(0);
    expect(await verifyCache({ cache })).toMatchObject({ faults: [] });
  },
);

test.skipIf(missing)(`a folder's notes serve both ways${missing ? `: left out, ${missing}` : ""}`, async () => {
  const ours = join(root, "dir-ours");
  await download(repo, { dir: ours, endpoint: hub.url, token });
  const since = hub.requests.length;
  expect(await python({ step: "read folder", folder: ours })).toMatchObject({ files: wanted, unchanged: true });
  const sent = hub.requests.slice(since).filter(({ method, path }) => method === "GET" && path.includes("/resolve/"));
  expect(sent).toEqual([]);
  const theirs = join(root, "dir-python");
  await python({ step: "fill", place: "local_dir", folder: theirs });
  expect((await download(repo, { dir: theirs, endpoint: hub.url, token })).fetched).toBe(0);
});

test.skipIf(missing)(
  `what Python uploads is downloaded here byte for byte${missing ? `: left out, ${missing}` : ""}`,
  async () => {
    const theirs = "local/theirs";
    const hubOptions = { endpoint: hub.url, token };
    const { commit } = await python({ step: "upload", repo: theirs, folder: join(root, "source") });
    const done = await download(theirs, { dir: join(root, "copy"), ...hubOptions });
    expect(done.commit).toBe(commit);
    const found = done.files.map(({ path, file }) => [path, sha256(readFileSync(file))]);
    expect(Object.fromEntries(found)).toMatchObject(wanted);
    expect((await verifyUpload(join(root, "source"), theirs, hubOptions)).ok).toBe(true);
  },
);
