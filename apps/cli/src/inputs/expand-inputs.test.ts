import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { expandInputs } from "./expand-inputs.ts";

let cwd: string;

beforeEach(async () => {
  cwd = temporaryFolder();
  await mkdir(join(cwd, "cats", "deep"), { recursive: true });
  await mkdir(join(cwd, "empty"));
  const files = [
    "cats/cat10.jpg",
    "cats/cat2.JPG",
    "cats/notes.txt",
    "cats/.hidden.png",
    "cats/deep/cat1.webp",
    "odd[1].png",
    "b.png",
  ];
  for (const file of files) await writeFile(join(cwd, file), "");
});

async function names(args: string[], options: { recursive?: boolean } = {}): Promise<string[]> {
  return (await expandInputs(args, { cwd, ...options })).map((input) =>
    "error" in input ? `${input.name}: ${input.error.code}` : input.name,
  );
}

describe("expandInputs", () => {
  test("a folder gives its pictures in natural order, and those below it when told", async () => {
    expect(await names(["cats"])).toEqual([join("cats", "cat2.JPG"), join("cats", "cat10.jpg")]);
    expect(await names(["cats"], { recursive: true })).toEqual([
      join("cats", "cat2.JPG"),
      join("cats", "cat10.jpg"),
      join("cats", "deep", "cat1.webp"),
    ]);
  });

  test("a pattern gives what it matches, named as it was written", async () => {
    expect(await names(["cats/*.{jpg,JPG}"])).toEqual([join("cats", "cat2.JPG"), join("cats", "cat10.jpg")]);
    expect(await names(["**/cat1*"])).toEqual([join("cats", "cat10.jpg"), join("cats", "deep", "cat1.webp")]);
    expect(await names([join(cwd, "*.png")])).toEqual([join(cwd, "b.png"), join(cwd, "odd[1].png")]);
  });

  test("a file whose name looks like a pattern is that file", async () => {
    expect(await names(["odd[1].png"])).toEqual(["odd[1].png"]);
  });

  test("arguments keep their order; what is not there is left to be reported when it is read", async () => {
    expect(await names(["missing.jpg", "-", "b.png"])).toEqual(["missing.jpg", "-", "b.png"]);
  });

  test("nothing found is an error of that argument alone", async () => {
    expect(await names(["empty", "*.avif", "b.png"])).toEqual(["empty: no-pictures", "*.avif: no-match", "b.png"]);
  });
});
