import { execFileSync } from "node:child_process";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";

/** A folder that is a disk of its own with 1 MiB; undefined where this user may not mount one. */
export function tinyDisk(): string | undefined {
  const folder = temporaryFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync("umount", [folder], { stdio: "ignore" }));
  return folder;
}
