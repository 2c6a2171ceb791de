import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { blocks } from "../testing/blocks.ts";
import { withOldFile } from "../testing/old-file.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";

describe("what is written", () => {
  test("is there whole, from a text, bytes or a stream, and nothing else is", async () => {
    const { folder, path } = withOldFile();
    await writeFileAtomic(path, "Kätzchen 🐈");
    expect(readFileSync(path, "utf8")).toBe("Kätzchen 🐈");
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => i % 251);
    await writeFileAtomic(path, bytes);
    expect(Buffer.compare(readFileSync(path), bytes)).toBe(0);
    await writeFileAtomic(path, blocks(3));
    expect(readFileSync(path)).toEqual(Buffer.concat([0, 1, 2].map((i) => Buffer.alloc(1 << 16, i))));
    await writeFileAtomic(path, "");
    expect(statSync(path).size).toBe(0);
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  test("keeps the permissions of what it replaces, or has those it is given", async () => {
    const { folder, path } = withOldFile();
    const mode = (name: string) => statSync(join(folder, name)).mode & 0o777;
    chmodSync(path, 0o640);
    await writeFileAtomic(path, "new");
    expect(mode("file")).toBe(0o640);
    await writeFileAtomic(path, "newer", { mode: 0o666 });
    expect(mode("file")).toBe(0o666);
    await writeFileAtomic(join(folder, "secret"), "s", { mode: 0o600 });
    expect(mode("secret")).toBe(0o600);
    await writeFileAtomic(join(folder, "plain"), "p");
    expect(mode("plain")).toBe(0o666 & ~process.umask());
  });

  test("replaces a link and leaves alone what it led to", async () => {
    const { folder, path } = withOldFile();
    symlinkSync(path, join(folder, "link"));
    await writeFileAtomic(join(folder, "link"), "new");
    expect(lstatSync(join(folder, "link")).isFile()).toBe(true);
    expect(readFileSync(path, "utf8")).toBe("old");
  });

  test("by many at once is one of theirs, whole", async () => {
    const { folder, path } = withOldFile();
    await Promise.all(Array.from({ length: 20 }, (_, i) => writeFileAtomic(path, new Uint8Array(100_000).fill(i))));
    const bytes = readFileSync(path);
    expect(bytes.length).toBe(100_000);
    expect(new Set(bytes).size).toBe(1);
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  test("is reported on", async () => {
    const { path } = withOldFile();
    const seen: unknown[] = [];
    await writeFileAtomic(path, new Uint8Array(2_500_000), { onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([1 << 20, 2 << 20, 2_500_000].map((bytes) => ({ bytes, total: 2_500_000 })));
    await writeFileAtomic(path, blocks(1), { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toEqual({ bytes: 1 << 16, total: undefined });
  });
});
