import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { CHELSEA } from "./run.ts";

/** Files that are no picture in one way each, with the code of the error each should give. */
export const BAD_PICTURES = {
  "text.jpg": "not-a-picture",
  "empty.png": "not-a-picture",
  "truncated.jpg": "corrupt-picture",
  "bomb.png": "picture-too-large",
} as const;

export async function writeBadPictures(folder: string): Promise<void> {
  const jpeg = await sharp(await readFile(CHELSEA))
    .jpeg()
    .toBuffer();
  await writeFile(join(folder, "text.jpg"), "this is no picture\n");
  await writeFile(join(folder, "empty.png"), "");
  await writeFile(join(folder, "truncated.jpg"), jpeg.subarray(0, jpeg.length / 2));
  await writeFile(join(folder, "bomb.png"), bomb());
}

/** A PNG that claims 30000x30000 pixels in a few hundred bytes. */
function bomb(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(30_000, 0);
  header.writeUInt32BE(30_000, 4);
  header.set([8, 2], 8);
  const pixels = deflateSync(Buffer.alloc(100_000));
  return Buffer.concat([
    Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
