import { createHash } from "node:crypto";
import { appendFileSync, ftruncateSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { gitBlobSha1 } from "./git-blob-sha1.ts";
import { gitBlobSha1File } from "./git-blob-sha1-file.ts";
import { md5File } from "./md5-file.ts";
import { sha256 } from "./sha256.ts";
import { sha256File } from "./sha256-file.ts";

function file(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), "file");
  writeFileSync(path, content);
  return path;
}

// NIST's examples for FIPS 180-4.
test.each([
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ["a".repeat(1e6), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
])("SHA-256, of bytes and of a file", async (text, digest) => {
  expect(sha256(new TextEncoder().encode(text))).toBe(digest);
  expect(await sha256File(file(text))).toBe(digest);
});

// What `git hash-object` says.
test.each([
  ["", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"],
  ["hello\n", "ce013625030ba8dba906f756967f9e9ca394464a"],
])("git's blob id, of bytes and of a file", async (text, id) => {
  expect(gitBlobSha1(new TextEncoder().encode(text))).toBe(id);
  expect(await gitBlobSha1File(file(text))).toBe(id);
});

describe("a file of 96 MiB", () => {
  const SIZE = 96 << 20;

  function sparse(): string {
    const path = file("");
    ftruncateSync(openSync(path, "r+"), SIZE);
    return path;
  }

  test("is hashed in order and reported on, in the memory of one block", async () => {
    const seen: number[] = [];
    let most = 0;
    const before = process.memoryUsage().arrayBuffers;
    const digest = await sha256File(sparse(), {
      onProgress({ bytes, total }) {
        seen.push(bytes);
        expect(total).toBe(SIZE);
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      },
    });
    const expected = createHash("sha256");
    for (let i = 0; i < 96; i++) expected.update(new Uint8Array(1 << 20));
    expect(digest).toBe(expected.digest("hex"));
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(SIZE);
    expect(most).toBeLessThan(8 << 20);
  });

  test("is left half-way when the signal fires", async () => {
    const controller = new AbortController();
    const stop = new Error("enough");
    let bytes = 0;
    const onProgress = (progress: { bytes: number }) => {
      bytes = progress.bytes;
      if (bytes > 10 << 20) controller.abort(stop);
    };
    await expect(sha256File(sparse(), { signal: controller.signal, onProgress })).rejects.toBe(stop);
    expect(bytes).toBeLessThan(SIZE / 2);
    await expect(gitBlobSha1File(file(""), { signal: AbortSignal.abort(stop) })).rejects.toBe(stop);
  });
});

test("git's id of a file that grows meanwhile is refused, for its size stands before it", async () => {
  const path = file(new Uint8Array(3 << 20));
  let grown = false;
  const growing = gitBlobSha1File(path, {
    onProgress() {
      if (!grown) appendFileSync(path, "more");
      grown = true;
    },
  });
  await expect(growing).rejects.toMatchObject({
    code: "file-changed",
    value: { before: 3 << 20, after: (3 << 20) + 4 },
  });
});

test("what is no file is refused", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "sub"));
  for (const hash of [sha256File, md5File, gitBlobSha1File]) {
    await expect(hash(join(folder, "none"))).rejects.toMatchObject({ code: "file-not-found" });
    await expect(hash(join(folder, "sub"))).rejects.toMatchObject({ code: "not-a-file" });
  }
});

test.each([
  ["", "d41d8cd98f00b204e9800998ecf8427e"],
  ["abc", "900150983cd24fb0d6963f7d28e17f72"],
  ["message digest", "f96b697d7cb7938d525a2f31aaf161d0"],
])("MD5 of %j is RFC 1321's", async (text, digest) => {
  expect(await md5File(file(text))).toBe(digest);
});
