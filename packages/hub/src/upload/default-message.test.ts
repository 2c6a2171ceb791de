import { expect, test } from "vitest";
import { defaultMessage } from "./default-message.ts";
import type { PlannedFile } from "./upload-plan.ts";

const file = (path: string): PlannedFile => ({ path, source: path, bytes: 1, stamp: "" });

test("titles read well", () => {
  const plan = (added: number, deleted: number) => ({
    added: Array.from({ length: added }, (_, i) => file(`a${i}`)),
    changed: [],
    deleted: Array.from({ length: deleted }, (_, i) => file(`d${i}`)),
  });
  expect(defaultMessage(plan(1, 0))).toBe("Upload a0");
  expect(defaultMessage(plan(3, 0))).toBe("Upload 3 files");
  expect(defaultMessage(plan(0, 1))).toBe("Delete d0");
  expect(defaultMessage(plan(2, 2))).toBe("Upload 2 files, delete 2 files");
  expect(defaultMessage({ ...plan(0, 0), added: [file(`${"x/".repeat(40)}end`)] })).toHaveLength("Upload ".length + 60);
});
