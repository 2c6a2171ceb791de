import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { readVectors } from "../../../../tooling/golden/read-vectors.ts";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { decodeImage } from "./decode.ts";

const { pictures } = readVectors<{ pictures: Record<string, { width: number; height: number; rgb: string }> }>(
  "pillow-pictures",
);

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A PNG that says it is `side` pixels wide and high and holds almost nothing. */
function bomb(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.alloc(1000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}

const noise = sharp({
  create: {
    width: 200,
    height: 150,
    channels: 3,
    background: "grey",
    noise: { type: "gaussian", mean: 128, sigma: 40 },
  },
});

describe("decodeImage", async () => {
  // AVIF decoders differ by one step where they turn YCbCr into RGB.
  test.each(Object.entries(pictures))("%s gives Pillow's pixels", async (name, { width, height, rgb }) => {
    const image = await decodeImage(vectorPath(`pictures/${name}`));
    expect([image.width, image.height]).toEqual([width, height]);
    const expected = Buffer.from(rgb, "base64");
    const gap = image.data.reduce((largest, value, i) => Math.max(largest, Math.abs(value - expected[i])), 0);
    expect(gap).toBeLessThanOrEqual(name.endsWith(".avif") ? 1 : 0);
    expect(image.data).toHaveLength(width * height * 3);
  });

  test("takes a path, a URL and bytes", async () => {
    const path = vectorPath("pictures/rgb.png");
    const fromPath = await decodeImage(path);
    expect(await decodeImage(pathToFileURL(path))).toEqual(fromPath);
    expect(await decodeImage(readFileSync(path))).toEqual(fromPath);
  });

  test.each([
    ["a text", Buffer.from("this is not a picture, whatever its name says"), "not-a-picture"],
    ["an empty file", Buffer.alloc(0), "not-a-picture"],
    ["the first bytes of a JPEG", readFileSync(vectorPath("pictures/rgb.jpg")).subarray(0, 40), "not-a-picture"],
    ["half a JPEG", half(await noise.jpeg().toBuffer()), "corrupt-picture"],
    ["half a PNG", half(await noise.png().toBuffer()), "corrupt-picture"],
    ["half a WebP", half(await noise.webp().toBuffer()), expect.stringMatching(/corrupt-picture|not-a-picture/)],
    ["half a GIF", half(await noise.gif().toBuffer()), expect.stringMatching(/corrupt-picture|not-a-picture/)],
    [
      "half an AVIF",
      half(await noise.avif({ effort: 0 }).toBuffer()),
      expect.stringMatching(/corrupt-picture|not-a-picture/),
    ],
    ["a bomb of 30000x30000", bomb(30000), "picture-too-large"],
    ["a bomb of 2^31 - 1 a side", bomb(2 ** 31 - 1), expect.stringMatching(/picture-too-large|not-a-picture/)],
    ["a picture whose pixels are missing", bomb(2000), "corrupt-picture"],
  ])("refuses %s with a remedy", async (_, bytes, code) => {
    await expect(decodeImage(bytes)).rejects.toMatchObject({ code, remedy: expect.any(String) });
  });

  test("refuses what is no file", async () => {
    await expect(decodeImage(vectorPath("none.png"))).rejects.toMatchObject({ code: "file-not-found" });
    await expect(decodeImage(vectorPath("pictures"))).rejects.toMatchObject({ code: "not-a-file" });
  });

  test("holds to the bound it is given", async () => {
    const path = vectorPath("pictures/rgb.png");
    await expect(decodeImage(path, { maxPixels: 24 * 16 - 1 })).rejects.toMatchObject({
      code: "picture-too-large",
      value: { width: 24, height: 16 },
    });
    expect((await decodeImage(path, { maxPixels: 24 * 16 })).width).toBe(24);
  });

  test("stops when its signal fires", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(decodeImage(vectorPath("pictures/rgb.png"), { signal })).rejects.toThrow("enough");
  });
});
