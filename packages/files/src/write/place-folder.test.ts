import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { placeFolder } from "./place-folder.ts";

const filled = (text: string) => async (staging: string) => writeFileSync(join(staging, "a.txt"), text);

test("a folder gets its name with all that is in it, and nothing stays beside it", async () => {
  const folder = temporaryFolder();
  const out = join(folder, "deep", "out");
  const result = await placeFolder(out, async (staging) => {
    await filled("new")(staging);
    expect(existsSync(out)).toBe(false);
    return 7;
  });
  expect(result).toBe(7);
  expect(readdirSync(join(folder, "deep"))).toEqual(["out"]);
  expect(readFileSync(join(out, "a.txt"), "utf8")).toBe("new");
});

test("one that has content stays, unless it may be replaced; an empty one does not stand in the way", async () => {
  const folder = temporaryFolder();
  const out = join(folder, "out");
  mkdirSync(out);
  await placeFolder(out, filled("first"));
  await expect(placeFolder(out, filled("second"))).rejects.toMatchObject({ code: "folder-not-empty" });
  await expect(placeFolder(out, filled("second"), { mayReplace: async () => false })).rejects.toMatchObject({
    code: "folder-not-empty",
  });
  expect(readFileSync(join(out, "a.txt"), "utf8")).toBe("first");
  await placeFolder(out, filled("second"), { mayReplace: async () => true });
  expect(readFileSync(join(out, "a.txt"), "utf8")).toBe("second");
  expect(readdirSync(folder)).toEqual(["out"]);
});

test("work that fails, or a signal, leaves what was there; what a killed process left goes", async () => {
  const folder = temporaryFolder();
  const out = join(folder, "out");
  mkdirSync(join(folder, ".out.making"));
  writeFileSync(join(folder, ".out.making", "half"), "half");
  await placeFolder(out, filled("first"));
  expect(readdirSync(out)).toEqual(["a.txt"]);
  const mayReplace = async () => true;
  await expect(
    placeFolder(
      out,
      async (staging) => {
        await filled("second")(staging);
        throw new Error("broken");
      },
      { mayReplace },
    ),
  ).rejects.toThrow("broken");
  const stop = new AbortController();
  const stopped = placeFolder(
    out,
    async (staging) => {
      await filled("second")(staging);
      stop.abort(new Error("enough"));
    },
    { mayReplace, signal: stop.signal },
  );
  await expect(stopped).rejects.toThrow("enough");
  expect(readFileSync(join(out, "a.txt"), "utf8")).toBe("first");
  expect(readdirSync(folder)).toEqual(["out"]);
});

test("a file of that name is told, and two that make one folder take turns", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "here");
  await expect(placeFolder(join(folder, "file"), filled("new"))).rejects.toMatchObject({ name: "FilesError" });
  const out = join(folder, "out");
  const both = await Promise.allSettled([placeFolder(out, filled("one")), placeFolder(out, filled("two"))]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(readdirSync(out)).toEqual(["a.txt"]);
});
