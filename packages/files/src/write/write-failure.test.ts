import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { blocks } from "../testing/blocks.ts";
import { failOnce } from "../testing/fail-once.ts";
import { withOldFile } from "../testing/old-file.ts";
import { startChild } from "../testing/start-child.ts";
import { tinyDisk } from "../testing/tiny-disk.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";

describe("the old file stays and nothing is left beside it", () => {
  test("when the source fails", async () => {
    const { path, expectUntouched } = withOldFile();
    const failure = new Error("the network is gone");
    await expect(writeFileAtomic(path, blocks(5, { failure }))).rejects.toBe(failure);
    expectUntouched();
  });

  test("when the source yields what are no bytes", async () => {
    const { path, expectUntouched } = withOldFile();
    let closed = false;
    async function* source() {
      try {
        yield new Uint8Array(10);
        yield "text" as unknown as Uint8Array;
      } finally {
        closed = true;
      }
    }
    await expect(writeFileAtomic(path, source())).rejects.toMatchObject({ code: "not-bytes", value: "string" });
    expectUntouched();
    expect(closed).toBe(true);
  });

  test("when the signal fires: before, amid bytes, amid a stream, and while a stream keeps it waiting", async () => {
    const { path, expectUntouched } = withOldFile();
    const reason = new Error("enough");
    await expect(writeFileAtomic(path, "new", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);

    const amid = new AbortController();
    const onProgress = () => amid.abort(reason);
    await expect(writeFileAtomic(path, new Uint8Array(3 << 20), { signal: amid.signal, onProgress })).rejects.toBe(
      reason,
    );

    const closed = vi.fn();
    const stream = new AbortController();
    const source = blocks(50, { closed });
    const streaming = writeFileAtomic(path, source, { signal: stream.signal, onProgress: () => stream.abort(reason) });
    await expect(streaming).rejects.toBe(reason);
    expect(closed).toHaveBeenCalledOnce();

    const waiting = new AbortController();
    async function* endless() {
      yield new Uint8Array(10);
      setImmediate(() => waiting.abort(reason));
      await new Promise(() => {});
    }
    await expect(writeFileAtomic(path, endless(), { signal: waiting.signal })).rejects.toBe(reason);
    expectUntouched();
  });

  test("when the system allows no larger file, amid the writing", async () => {
    const { path, expectUntouched } = withOldFile();
    const child = startChild("write-slowly", [path, 20, 0], { shell: "ulimit -f 1000" });
    const { result, output } = await child.ended;
    expect(result).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      code: "file-size-limit",
      cause: "EFBIG",
      remedy: expect.stringContaining("ulimit"),
    });
    expectUntouched();
  });

  test("when the disk is full, amid the writing", async () => {
    const disk = tinyDisk();
    const { path, expectUntouched } = withOldFile(disk);
    if (!disk) await failOnce("write", 5, "ENOSPC");
    const onProgress = vi.fn();
    const full = writeFileAtomic(path, blocks(40), { onProgress });
    await expect(full).rejects.toMatchObject({ code: "disk-full", value: path, cause: { code: "ENOSPC" } });
    expect(onProgress).toHaveBeenCalled();
    expectUntouched();
    await writeFileAtomic(path, "new");
    expect(readFileSync(path, "utf8")).toBe("new");
  });

  test("when flushing fails at the very end", async () => {
    const { path, expectUntouched } = withOldFile();
    await failOnce("sync", 1, "EIO");
    await expect(writeFileAtomic(path, "new")).rejects.toMatchObject({ code: "write-failed", cause: { code: "EIO" } });
    expectUntouched();
  });
});

test("where it can't be written is told apart", async () => {
  const { folder, path } = withOldFile();
  mkdirSync(join(folder, "sub"));
  await expect(writeFileAtomic(join(folder, "none", "file"), "x")).rejects.toMatchObject({ code: "folder-not-found" });
  await expect(writeFileAtomic(join(path, "file"), "x")).rejects.toMatchObject({ code: "folder-not-found" });
  await expect(writeFileAtomic(join(folder, "sub"), "x")).rejects.toMatchObject({ code: "not-a-file" });
  expect(existsSync(join(folder, "none"))).toBe(false);
  expect(readdirSync(folder).sort()).toEqual(["file", "sub"]);
});
