import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createRepo, planUpload, upload, verifyUpload } from "@tiny-cats/hub";
import { expect } from "vitest";
import { formulaBytes } from "../../golden/formula-picture.ts";
import { folderOf } from "../../testing/folder-of.ts";
import { commitCount, contentOf, newHub, objectBytes, SMALL, TOKEN } from "./hub-upload-fixture.ts";

const FILES = {
  "parts-1.bin": formulaBytes(1, 1_000_000),
  "parts-2.bin": formulaBytes(2, 700_000),
  "whole.bin": formulaBytes(3, 100_000),
  "README.md": formulaBytes(4, 900),
  "config.json": formulaBytes(5, 500),
};
const OBJECTS = 1_800_000;
/** Two at once: the parts or the whole file under way. */
const UNDER_WAY = 2 * Math.max(SMALL.part!, 100_000);

export interface Killed {
  /** Bytes that the Hub had read when the process was killed, and in all that were read twice. */
  before: number;
  again: number;
  /** What the result says of it. */
  told: number;
}

/** Kills an upload when `bytes` of a stage are out, runs it again, and checks that everything is there once. */
export async function killAndGoOn(stage: "hashing" | "uploading" | "committing", bytes: number): Promise<Killed> {
  const hub = await newHub();
  const folder = folderOf(FILES);
  const options = { endpoint: hub.url, token: TOKEN };
  await createRepo("local/one", options);
  const commits = await commitCount(hub, "local/one");
  const script = join(import.meta.dirname, "hub-upload-child.ts");
  const child = spawn(process.execPath, [script, folder, "local/one", hub.url, stage, String(bytes)], {
    stdio: "inherit",
  });
  const [code, signal] = await once(child, "close");
  expect([code, signal]).toEqual([null, "SIGKILL"]);
  const before = objectBytes(hub);
  expect(readdirSync(join(folder, ".cache", "tiny-cats"))).toHaveLength(2);

  const result = await upload(await planUpload(folder, "local/one", options), options);
  expect(await contentOf(hub, "local/one")).toEqual(FILES);
  expect((await verifyUpload(folder, "local/one", options)).ok).toBe(true);
  expect(await commitCount(hub, "local/one")).toBe(commits + 1);
  const again = objectBytes(hub) - OBJECTS;
  expect(again).toBeLessThanOrEqual(UNDER_WAY);
  expect(result.bytes_resent).toBeLessThanOrEqual(UNDER_WAY);
  expect(existsSync(join(folder, ".cache"))).toBe(false);
  return { before, again, told: result.bytes_resent };
}
