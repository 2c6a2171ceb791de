import { expect, test } from "vitest";
import { commitBatches } from "./commit-batches.ts";
import type { PlannedFile } from "./upload-plan.ts";

const file = (path: string, bytes = 1): PlannedFile => ({ path, source: path, bytes, stamp: "" });

test("commits are bounded by number and by bytes sent along; deletions come first", () => {
  const regular = Array.from({ length: 999 }, (_, i) => file(`r${i}`));
  const batches = commitBatches({ regular, lfs: [file("l", 1e12)] }, [{ path: "d", bytes: 1 }]);
  expect(batches.map(({ deleted, lfs, regular }) => [deleted.length, lfs.length, regular.length])).toEqual([
    [1, 1, 998],
    [0, 0, 1],
  ]);
  const large = commitBatches(
    { regular: [file("a", 60e6), file("b", 30e6), file("c", 20e6), file("d", 1)], lfs: [] },
    [],
  );
  expect(large.map(({ regular }) => regular.map(({ path }) => path))).toEqual([["a"], ["b", "c"], ["d"]]);
  expect(commitBatches({ regular: [], lfs: [] }, [])).toEqual([]);
});
