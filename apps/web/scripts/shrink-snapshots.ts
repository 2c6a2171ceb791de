import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";

// Makes the committed snapshots small: the comparison's tolerance is wider than what few colours change.
const folder = join(import.meta.dirname, "..", "e2e", "snapshots");
for (const name of (await readdir(folder)).filter((each) => each.endsWith(".png"))) {
  const path = join(folder, name);
  const before = await readFile(path);
  const after = await sharp(before).png({ palette: true, colours: 64, dither: 0, effort: 10 }).toBuffer();
  if (after.length < before.length * 0.9) await writeFile(path, after);
}
