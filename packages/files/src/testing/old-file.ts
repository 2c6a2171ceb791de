import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";

/** A folder with a file in it whose content must not be lost. */
export function withOldFile(folder = temporaryFolder()) {
  const path = join(folder, "file");
  writeFileSync(path, "old");
  return {
    folder,
    path,
    expectUntouched: () => {
      expect(readFileSync(path, "utf8")).toBe("old");
      expect(readdirSync(folder)).toEqual(["file"]);
    },
  };
}
