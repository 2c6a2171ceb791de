// Resizes raw pixels with resize. Argument: the pixels' file.
import { readFileSync } from "node:fs";
import { type ResizeFilter, resize } from "@tiny-cats/core";
import { digest } from "../digest.ts";
import { serve } from "../serve.ts";

const image = { data: new Uint8ClampedArray(readFileSync(process.argv[2])), width: 500, height: 375 };
await serve(
  "tiny-cats",
  (filter) => resize(image, { width: 341, height: 256, filter: filter as ResizeFilter }),
  ({ data }) => digest(data),
);
