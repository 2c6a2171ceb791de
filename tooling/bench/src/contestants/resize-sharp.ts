// Resizes raw pixels with sharp. Argument: the pixels' file.
import { readFileSync } from "node:fs";
import sharp from "sharp";
import { digest } from "../digest.ts";
import { serve } from "../serve.ts";

const KERNELS: Record<string, "linear" | "cubic" | "lanczos3"> = {
  bilinear: "linear",
  bicubic: "cubic",
  lanczos: "lanczos3",
};
const data = readFileSync(process.argv[2]);
await serve(
  `sharp ${sharp.versions.sharp}`,
  (filter) => {
    const picture = sharp(data, { raw: { width: 500, height: 375, channels: 3 } });
    return picture.resize(341, 256, { kernel: KERNELS[filter], fit: "fill" }).raw().toBuffer();
  },
  digest,
);
