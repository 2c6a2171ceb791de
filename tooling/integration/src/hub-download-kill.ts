import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { formulaBytes } from "../../golden/formula-picture.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { contentSent, downloadInChild, hubWith, token } from "./hub-download-fixture.ts";

const CONTENTS = {
  "a.bin": formulaBytes(1, 12 << 20),
  "b.bin": formulaBytes(2, 7 << 20),
  "c.txt": formulaBytes(3, 3000),
};
const TOTAL = Object.values(CONTENTS).reduce((sum, { length }) => sum + length, 0);

export interface Kill {
  /** Whether it struck in the middle: something was there, and not all. */
  landed: boolean;
  /** Bytes that both runs fetched together, above what the files have. */
  twice: number;
  /** Whether the second run made every file what it should be, and left nothing else. */
  whole: boolean;
}

/** Kills downloads at shares of their way, and runs each again. */
export async function killDownloads(shares: readonly number[], place: "cache" | "dir"): Promise<Kill[]> {
  const { hub } = await hubWith(CONTENTS);
  const kills: Kill[] = [];
  for (const share of shares) {
    const folder = temporaryFolder();
    const options = { [place]: folder, endpoint: hub.url, token, concurrency: 2 };
    const since = hub.requests.at(-1)!.number;
    const ended = await downloadInChild({ options, pauseMs: 4 }, share * TOTAL);
    const there = bytesBelow(folder);
    const again = await downloadInChild({ options });
    if (again === "killed") throw new Error("nobody was to be killed");
    kills.push({
      landed: ended === "killed" && there > 0 && there < TOTAL,
      twice: contentSent(hub, since) - TOTAL,
      whole:
        again.files.every(({ path, file, size }) => {
          const wanted = CONTENTS[path as "a.bin"];
          return wanted ? Buffer.compare(readFileSync(file), wanted) === 0 : statSync(file).size === size;
        }) && names(folder).every((name) => !name.endsWith("-partial")),
    });
    rmSync(folder, { recursive: true });
  }
  return kills;
}

function names(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" });
}

function bytesBelow(folder: string): number {
  const files = names(folder).filter((name) => /-partial$|blobs\/|\.bin$/.test(name) && existsSync(join(folder, name)));
  const inodes = new Map(files.map((name) => statSync(join(folder, name))).map(({ ino, size }) => [ino, size]));
  return [...inodes.values()].reduce((sum, size) => sum + size, 0);
}
