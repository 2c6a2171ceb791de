import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encodePng } from "@tiny-cats/core/png";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { CHELSEA } from "./run.ts";

/** A folder with "photos", a set of photos, chelsea among them, who is seen as an Egyptian Mau, each with a head's box. */
export async function photos(): Promise<string> {
  const cwd = temporaryFolder();
  await putPhotos(cwd);
  return cwd;
}

/** The same in a folder that is there. */
export async function putPhotos(cwd: string): Promise<void> {
  await mkdir(join(cwd, "photos/images"), { recursive: true });
  const rows = ["file,breed,species,split,head_xmin,head_ymin,head_xmax,head_ymax"];
  await writeFile(join(cwd, "photos/images/chelsea.png"), await readFile(CHELSEA));
  rows.push("chelsea.png,Egyptian_Mau,cat,val,100,20,300,220");
  for (let n = 0; n < 4; n++) {
    const data = Uint8ClampedArray.from({ length: 90 * 70 * 3 }, (_, i) => ((i * (n + 3)) ^ (i >> 4)) & 255);
    await writeFile(join(cwd, `photos/images/${n}.png`), await encodePng({ data, width: 90, height: 70 }));
    rows.push(`${n}.png,${n % 2 === 0 ? "Bengal" : "Persian"},cat,${n < 2 ? "train" : "val"},10,10,50,50`);
  }
  await writeFile(join(cwd, "photos/index.csv"), `${rows.join("\n")}\n`);
}
