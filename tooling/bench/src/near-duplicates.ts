// How well perceptual hashes tell the same photo from others, on a folder of photos that is named: node src/near-duplicates.ts <folder>
import { decodeImage } from "@tiny-cats/core/node";
import { hashDistance, openImageSet, type PerceptualHash, perceptualHash } from "@tiny-cats/data";
import sharp, { type Sharp } from "sharp";
import { table } from "./table.ts";

const BOUNDS = [6, 8, 10, 12];
const FARTHEST = 14;
/** Of so many photos one is changed. */
const STRIDE = 4;

interface Photo {
  width: number;
  height: number;
}

type Change = (picture: Sharp, photo: Photo) => Sharp;

const cropped =
  (share: number): Change =>
  (picture, { width, height }) => {
    const [left, top] = [Math.round(width * share), Math.round(height * share)];
    return picture.extract({ left, top, width: width - 2 * left, height: height - 2 * top });
  };

const changes: Record<string, Change> = {
  "JPEG, quality 30": (picture) => picture.jpeg({ quality: 30 }),
  "JPEG, quality 10": (picture) => picture.jpeg({ quality: 10 }),
  "half the size": (picture, { width, height }) => picture.resize(width >> 1, height >> 1, { fit: "fill" }),
  "96x96": (picture) => picture.resize(96, 96, { fit: "fill" }),
  grey: (picture) => picture.grayscale(),
  "contrast x0.7": (picture) => picture.linear(0.7, 38),
  "brightness x1.3": (picture) => picture.linear(1.3, 0),
  "1 % cropped from each side": cropped(0.01),
  "2 % cropped from each side": cropped(0.02),
  "3 % cropped from each side": cropped(0.03),
  "5 % cropped from each side": cropped(0.05),
  "3 % cropped from the left": (picture, { width, height }) => {
    const left = Math.round(width * 0.03);
    return picture.extract({ left, top: 0, width: width - left, height });
  },
  "turned by 2 degrees, corners black": (picture) => picture.rotate(2, { background: "black" }),
  mirrored: (picture) => picture.flop(),
};

const folder = process.argv[2];
if (folder === undefined) throw new Error("name a folder of photos");
const { items } = await openImageSet(folder);
const hashes: (PerceptualHash | undefined)[] = [];
const distances = new Map<string, number[]>(Object.keys(changes).map((name) => [name, []]));
for (const [i, { path }] of items.entries()) {
  const photo = await decodeImage(path);
  const hash = perceptualHash(photo);
  hashes.push(hash);
  if (i % STRIDE !== 0 || !hash) continue;
  const { width, height } = photo;
  for (const [name, change] of Object.entries(changes)) {
    const raw = sharp(photo.data, { raw: { width, height, channels: 3 } });
    const picture = change(raw, photo);
    const bytes = await (name.startsWith("JPEG") ? picture : picture.png({ compressionLevel: 1 })).toBuffer();
    const changed = perceptualHash(await decodeImage(bytes));
    distances.get(name)!.push(changed ? hashDistance(hash, changed) : 64);
  }
}

const pairs: { distance: number; names: string }[] = [];
for (let a = 0; a < items.length; a++) {
  for (let b = a + 1; b < items.length; b++) {
    const [one, other] = [hashes[a], hashes[b]];
    const distance = one && other ? hashDistance(one, other) : 64;
    if (distance <= FARTHEST) pairs.push({ distance, names: `${items[a].file} ${items[b].file}` });
  }
}
pairs.sort((x, y) => x.distance - y.distance);

console.log(`## Near duplicates among ${items.length} photos\n`);
console.log(`${(items.length * (items.length - 1)) / 2} pairs; those within ${FARTHEST} bits of 64:\n`);
console.log(
  table(
    ["bits", "photos"],
    pairs.map(({ distance, names }) => [String(distance), names]),
  ),
);
console.log(`\nOf every ${STRIDE}th photo, changed, the share within so many bits of what it was:\n`);
const rows = [...distances].map(([name, found]) => [
  name,
  String(found.length),
  ...BOUNDS.map(
    (bound) => `${((100 * found.filter((distance) => distance <= bound).length) / found.length).toFixed(1)} %`,
  ),
]);
console.log(table(["change", "photos", ...BOUNDS.map(String)], rows));
