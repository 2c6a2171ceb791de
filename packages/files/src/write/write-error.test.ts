import { expect, test } from "vitest";
import { writeError } from "./write-error.ts";

test.each([
  ["ENOSPC", "disk-full"],
  ["EDQUOT", "disk-full"],
  ["EFBIG", "file-size-limit"],
  ["EACCES", "not-writable"],
  ["EPERM", "not-writable"],
  ["EROFS", "not-writable"],
  ["ENOENT", "folder-not-found"],
  ["EISDIR", "not-a-file"],
  ["EIO", "write-failed"],
])("the system's %s becomes %s", (system, code) => {
  const cause = Object.assign(new Error("m"), { code: system });
  expect(writeError("/p", cause)).toMatchObject({ code, cause, value: "/p", remedy: expect.stringMatching(/./) });
});

test("an error that is not the system's passes as it is", () => {
  const own = new Error("mine");
  expect(writeError("/p", own)).toBe(own);
});
