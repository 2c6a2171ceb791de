import sharp from "sharp";
import { fixture } from "./fixture.ts";

/** Distinct photos of 800x600 as JPEGs of quality 90: one photo's parts, turned a little further each. */
export async function distinctPhotos(count: number): Promise<Buffer[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const { data, info } = await sharp(fixture("chelsea.png"))
        .rotate(i * 7)
        .toBuffer({ resolveWithObject: true });
      const [width, height] = [info.width, info.height].map((side) => Math.trunc(side * (0.7 + (i % 5) * 0.05)));
      return sharp(data)
        .extract({
          left: Math.trunc(((info.width - width) * (i % 3)) / 2),
          top: Math.trunc(((info.height - height) * (i % 4)) / 3),
          width,
          height,
        })
        .resize(800, 600, { fit: "fill" })
        .jpeg({ quality: 90 })
        .toBuffer();
    }),
  );
}
