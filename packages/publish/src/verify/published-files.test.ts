import { sha256 } from "@tiny-cats/files";
import { expect, test } from "vitest";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { treeFiles } from "../report/tree-files.ts";
import { comparePublished } from "./published-files.ts";

const hashOf = (text: string) => sha256(new TextEncoder().encode(text));

test("every published file is held to its hash; what else is there is told, but for what the Hub makes itself", async () => {
  const there = folderOf({ "a/same": "1", changed: "2", ".gitattributes": "x", "a/people's": "3" });
  const downloaded = (await treeFiles(there)).map(({ path, bytes }) => ({
    ...{ path, size: bytes, file: `${there}/${path}`, oid: "", reused: false },
  }));
  const published = { "a/same": "1", changed: "other", "z/gone": "4", gone: "5" };
  const told: number[][] = [];
  const compared = await comparePublished(
    Object.entries(published).map(([path, text]) => ({ path, sha256: hashOf(text) })),
    downloaded,
    { onBytes: (...progress) => told.push(progress) },
  );
  expect(compared).toEqual({
    differences: [
      { path: "changed", is: "changed" },
      { path: "gone", is: "missing" },
      { path: "z/gone", is: "missing" },
    ],
    others: ["a/people's"],
  });
  expect(told.at(-1)).toEqual([4, 4]);
});
