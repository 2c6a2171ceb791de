import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { breakOff, etagOf, serveArchives } from "../testing/serve-archives.ts";
import { fetchPets } from "./fetch-pets.ts";
import { PETS_ARCHIVES } from "./pets-archives.ts";

const SIZE = 3_000_000;
const bytesOf = (seed: number, size: number) =>
  Uint8Array.from({ length: size }, (_, i) => Math.imul(i + seed, 2_654_435_761) >>> 24);
const FILES = { "images.tar.gz": bytesOf(1, SIZE), "annotations.tar.gz": bytesOf(2, 70_000) };
const ARCHIVES = Object.entries(FILES).map(([name, bytes]) => ({
  name,
  md5: createHash("md5").update(bytes).digest("hex"),
}));
const FAST = { archives: ARCHIVES, retryBaseMs: 1 };
const WHOLE = ["NOTICE.txt", "annotations.tar.gz", "images.tar.gz"];

function expectWhole(folder: string): void {
  expect(readdirSync(folder).sort()).toEqual(WHOLE);
  for (const [name, bytes] of Object.entries(FILES)) expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true);
}

const rangesOf = (asked: { headers: { range?: string } }[]) => asked.map(({ headers }) => headers.range);

test("fetches both archives with the licence; the second time there is nothing to do", async () => {
  const { source, asked } = await serveArchives(FILES);
  const folder = join(temporaryFolder(), "new", "pets");
  const seen: string[] = [];
  const found = await fetchPets(folder, {
    ...FAST,
    source,
    onProgress: ({ stage, file, done, total }) => seen.push(`${stage} ${file} ${done === total}`),
  });
  expectWhole(folder);
  expect(found.files.map(({ file, bytes, reused }) => [file, bytes, reused])).toEqual([
    ["images.tar.gz", SIZE, false],
    ["annotations.tar.gz", 70_000, false],
  ]);
  expect(seen).toContain("fetching images.tar.gz true");
  expect(seen.at(-1)).toBe("fetching annotations.tar.gz true");
  expect(readFileSync(join(folder, "NOTICE.txt"), "utf8")).toMatch(/Parkhi[\s\S]*2012[\s\S]*CC-BY-SA-4\.0/);
  const again = await fetchPets(folder, { ...FAST, source });
  expect(again.files.map(({ reused }) => reused)).toEqual([true, true]);
  expect(asked).toHaveLength(2);
});

test("of two at once one fetches, and the other finds it there", async () => {
  const { source, asked } = await serveArchives(FILES);
  const folder = temporaryFolder();
  const both = await Promise.all([fetchPets(folder, { ...FAST, source }), fetchPets(folder, { ...FAST, source })]);
  expectWhole(folder);
  expect(asked).toHaveLength(2);
  expect(both.map(({ files }) => files.every(({ reused }) => reused)).sort()).toEqual([false, true]);
});

test("the hashes are those that the distributors state", () => {
  expect(PETS_ARCHIVES).toEqual([
    { name: "images.tar.gz", md5: "5c4f3ee8e5d25df40f4fd59a7f44e54c" },
    { name: "annotations.tar.gz", md5: "95a8c909bbe2e81eed6a22bccdf3f68f" },
  ]);
});

test("an archive that is damaged is fetched anew", async () => {
  const { source } = await serveArchives(FILES);
  const folder = temporaryFolder();
  writeFileSync(join(folder, "images.tar.gz"), FILES["images.tar.gz"].subarray(1));
  writeFileSync(join(folder, "annotations.tar.gz"), FILES["annotations.tar.gz"]);
  const { files } = await fetchPets(folder, { ...FAST, source });
  expect(files.map(({ reused }) => reused)).toEqual([false, true]);
  expectWhole(folder);
});

describe("interrupted in the middle", () => {
  test("it goes on from there by a range that holds for the same file alone", async () => {
    const { source, asked } = await serveArchives(FILES, {
      interfere: (one, response) => one.number === 1 && breakOff(one, response, 1_500_000),
    });
    const folder = temporaryFolder();
    const retried: string[] = [];
    await fetchPets(folder, { ...FAST, source, onRetry: ({ message }) => retried.push(message) });
    expectWhole(folder);
    expect(retried).toEqual([expect.stringContaining(`${source}/images.tar.gz could not be fetched`)]);
    const [, range] = /^bytes=(\d+)-$/.exec(asked[1].headers.range ?? "")!;
    expect(Number(range)).toBeGreaterThan(0);
    expect(asked[1].headers["if-range"]).toBe(etagOf(FILES["images.tar.gz"]));
  });

  test("a run that was stopped leaves its part, and the next one goes on", async () => {
    const server = await serveArchives(FILES, {
      interfere: (one, response) => one.number === 1 && breakOff(one, response, 1_500_000, () => {}),
    });
    const folder = temporaryFolder();
    const controller = new AbortController();
    const stopped = fetchPets(folder, {
      ...FAST,
      source: server.source,
      signal: controller.signal,
      onProgress: ({ done }) => done > 100_000 && controller.abort(new Error("enough")),
    });
    await expect(stopped).rejects.toThrow("enough");
    const { size } = statSync(join(folder, "images.tar.gz.part"));
    expect(size).toBeGreaterThan(100_000);
    await fetchPets(folder, { ...FAST, source: server.source });
    expectWhole(folder);
    expect(rangesOf(server.asked)).toEqual([undefined, `bytes=${size}-`, undefined]);
  });

  test("a process that was killed leaves its part, and the next one goes on", async () => {
    const server = await serveArchives(FILES, {
      interfere: (one, response) => one.number === 1 && breakOff(one, response, 2_000_000, () => {}),
    });
    const folder = temporaryFolder();
    const part = join(folder, "images.tar.gz.part");
    const script = join(import.meta.dirname, "..", "testing", "fetch-slowly.ts");
    const child = spawn(process.execPath, ["--no-warnings", script, folder, server.source, JSON.stringify(ARCHIVES)]);
    onTestFinished(() => void child.kill("SIGKILL"));
    while (!(existsSync(part) && statSync(part).size === 2_000_000)) await alive(child);
    const ended = new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
    child.kill("SIGKILL");
    expect(await ended).toBe("SIGKILL");
    await fetchPets(folder, { ...FAST, source: server.source });
    expectWhole(folder);
    expect(rangesOf(server.asked)).toEqual([undefined, "bytes=2000000-", undefined]);
  });

  test("where the server ignores the range it begins anew", async () => {
    const { source } = await serveArchives(FILES, {
      interfere(one, response) {
        if (one.number === 1) return breakOff(one, response, 1_500_000);
        response.writeHead(200).end(one.bytes);
        return true;
      },
    });
    const folder = temporaryFolder();
    await fetchPets(folder, { ...FAST, source });
    expectWhole(folder);
  });

  test.each([
    ["another part than was asked for", 206, { "content-range": `bytes 0-${SIZE - 1}/${SIZE}` }],
    ["no part at all", 416, {}],
  ])("where it gets %s it begins anew", async (_, status, headers) => {
    const { source, asked } = await serveArchives(FILES, {
      interfere(one, response) {
        if (one.number === 1) return breakOff(one, response, 1_500_000);
        if (one.number === 2) response.writeHead(status, headers).end();
        return one.number === 2;
      },
    });
    const folder = temporaryFolder();
    await fetchPets(folder, { ...FAST, source });
    expectWhole(folder);
    expect(asked[2].headers.range).toBeUndefined();
  });

  test.each([true, false])("a part of another file is noticed (the server has ETags: %s)", async (etag) => {
    const { source, asked } = await serveArchives(FILES, { etag });
    const folder = temporaryFolder();
    writeFileSync(join(folder, "images.tar.gz.part"), bytesOf(9, 1_000_000));
    if (etag) writeFileSync(join(folder, "images.tar.gz.part.etag"), '"old"');
    await fetchPets(folder, { ...FAST, source });
    expectWhole(folder);
    expect(rangesOf(asked)).toEqual(etag ? ["bytes=1000000-", undefined] : ["bytes=1000000-", undefined, undefined]);
  });

  test("a part that is whole already is taken; one that is longer is not", async () => {
    const { source, asked } = await serveArchives(FILES);
    const folder = temporaryFolder();
    writeFileSync(join(folder, "images.tar.gz.part"), FILES["images.tar.gz"]);
    writeFileSync(join(folder, "annotations.tar.gz.part"), Buffer.concat([FILES["annotations.tar.gz"], Buffer.of(1)]));
    await fetchPets(folder, { ...FAST, source });
    expectWhole(folder);
    expect(rangesOf(asked)).toEqual([`bytes=${SIZE}-`, "bytes=70001-", undefined]);
  });

  test("a link in the part's place is not written through", async () => {
    const { source } = await serveArchives(FILES);
    const folder = temporaryFolder();
    const victim = join(temporaryFolder(), "victim");
    writeFileSync(victim, "mine");
    symlinkSync(victim, join(folder, "images.tar.gz.part"));
    await fetchPets(folder, { ...FAST, source });
    expectWhole(folder);
    expect(readFileSync(victim, "utf8")).toBe("mine");
  });
});

describe("refusals", () => {
  test("another file than the hash says is told, and nothing of it stays", async () => {
    const { source, asked } = await serveArchives({ ...FILES, "images.tar.gz": bytesOf(3, SIZE) });
    const folder = temporaryFolder();
    const error = await errorOf(() => fetchPets(folder, { ...FAST, source }));
    expect([error.code, asked.length]).toEqual(["wrong-archive", 1]);
    expect(error.value).toMatchObject({ expected: ARCHIVES[0].md5 });
    expect(readdirSync(folder)).toEqual(["NOTICE.txt"]);
  });

  test("a file that the server itself has cut short is told", async () => {
    const { source } = await serveArchives({ ...FILES, "images.tar.gz": FILES["images.tar.gz"].subarray(0, 99_999) });
    const folder = temporaryFolder();
    expect((await errorOf(() => fetchPets(folder, { ...FAST, source }))).code).toBe("wrong-archive");
    expect(readdirSync(folder)).toEqual(["NOTICE.txt"]);
  });

  test("404 is final", async () => {
    const { source, asked } = await serveArchives({ "images.tar.gz": FILES["images.tar.gz"] });
    const folder = temporaryFolder();
    const error = await errorOf(() => fetchPets(folder, { ...FAST, source }));
    expect(error).toMatchObject({ code: "fetch-refused", value: `${source}/annotations.tar.gz` });
    expect(asked).toHaveLength(1);
    expect(readdirSync(folder).sort()).toEqual(["NOTICE.txt", "images.tar.gz"]);
  });

  test("a file larger than any archive may be is refused before it is taken in", async () => {
    const { source } = await serveArchives(FILES, {
      interfere(_, response) {
        response.writeHead(200, { "content-length": 2 ** 40 }).write("x");
        return true;
      },
    });
    expect((await errorOf(() => fetchPets(temporaryFolder(), { ...FAST, source }))).code).toBe("fetch-refused");
  });

  test("503 passes: it waits as long as the server asks, and tries again", async () => {
    const { source, asked } = await serveArchives(FILES, {
      interfere(one, response) {
        if (one.number > 2) return false;
        response.writeHead(503, { "retry-after": one.number === 1 ? "0" : "Thu, 01 Jan 1970 00:00:00 GMT" }).end();
        return true;
      },
    });
    const waits: number[] = [];
    const folder = temporaryFolder();
    await fetchPets(folder, { ...FAST, source, retryBaseMs: 1e6, onRetry: ({ waitMs }) => waits.push(waitMs) });
    expectWhole(folder);
    expect([waits, asked.length]).toEqual([[0, 0], 4]);
  });

  test("it gives up after so many repetitions, or where the server asks for too long a wait", async () => {
    let after: Record<string, string> = {};
    const { source, asked } = await serveArchives(FILES, {
      interfere(_, response) {
        response.writeHead(503, after).end();
        return true;
      },
    });
    const waits: number[] = [];
    const options = { ...FAST, source, retries: 2, onRetry: ({ waitMs }: { waitMs: number }) => waits.push(waitMs) };
    expect((await errorOf(() => fetchPets(temporaryFolder(), options))).code).toBe("fetch-failed");
    expect(asked).toHaveLength(3);
    expect(waits[0] >= 0.5 && waits[0] < 1.5 && waits[1] >= 1 && waits[1] < 3).toBe(true);
    after = { "retry-after": "3600" };
    expect((await errorOf(() => fetchPets(temporaryFolder(), options))).code).toBe("fetch-failed");
    expect(asked).toHaveLength(4);
  });

  test("a server that falls silent, and one that is not there", async () => {
    const { source } = await serveArchives(FILES, { interfere: () => true });
    const silent = await errorOf(() => fetchPets(temporaryFolder(), { ...FAST, source, timeoutMs: 30, retries: 0 }));
    expect([silent.code, silent.message]).toEqual(["fetch-failed", expect.stringContaining("nothing was heard")]);
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const none = { ...FAST, source: `http://127.0.0.1:${port}/`, retries: 0 };
    const refused = await errorOf(() => fetchPets(temporaryFolder(), none));
    expect([refused.code, refused.message]).toEqual(["fetch-failed", expect.stringContaining("ECONNREFUSED")]);
  });

  test("a full disk is told, and what came is gone on with", async () => {
    const { source, asked } = await serveArchives(FILES);
    const folder = temporaryFolder();
    await fillDiskAfter(folder, 3);
    expect((await errorOf(() => fetchPets(folder, { ...FAST, source }))).code).toBe("disk-full");
    expect(readdirSync(folder).sort()).toEqual(["NOTICE.txt", "images.tar.gz.part", "images.tar.gz.part.etag"]);
    await fetchPets(folder, { ...FAST, source });
    expectWhole(folder);
    expect(asked[1].headers.range).toMatch(/^bytes=[1-9]/);
  });

  test.each(["nowhere", "file:///etc/", "ftp://example.org/", "https://me:secret@example.org/"])(
    "%s is no source, and no password is said",
    async (source) => {
      const folder = join(temporaryFolder(), "none");
      const error = await errorOf(() => fetchPets(folder, { source }));
      expect(error.code).toBe("invalid-source");
      expect(JSON.stringify([error.message, error.value])).not.toContain("secret");
      expect(existsSync(folder)).toBe(false);
    },
  );
});

/** Lets a file handle's write fail once as on a full disk, when so many have gone well for large parts. */
async function fillDiskAfter(folder: string, calls: number): Promise<void> {
  const handle = await open(folder);
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const original = prototype.write as (...args: unknown[]) => Promise<unknown>;
  const restore = () => void Object.assign(prototype, { write: original });
  onTestFinished(restore);
  let left = calls;
  Object.assign(prototype, {
    async write(...args: unknown[]) {
      if ((args[0] as Uint8Array).length < 4096 || left-- > 0) return original.apply(this, args);
      restore();
      throw Object.assign(new Error("ENOSPC: injected"), { code: "ENOSPC" });
    },
  });
}

async function alive(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) throw new Error("it ended by itself");
  await setTimeout(5);
}
