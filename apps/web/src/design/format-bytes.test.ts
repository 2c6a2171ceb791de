import { expect, test } from "vitest";
import { formatBytes } from "./format-bytes.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.00 kB"],
  [22_360_000, "22.4 MB"],
  [8_914_705, "8.91 MB"],
  [999_600, "1.00 MB"],
  [5e12, "5000 GB"],
])("%d is %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
