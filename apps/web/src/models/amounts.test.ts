import { expect, test } from "vitest";
import { bytesText, durationText, percentText } from "./amounts.ts";

test.each([
  [0, "0 B"],
  [999.4, "999 B"],
  [999.6, "1.00 kB"],
  [9996, "10.0 kB"],
  [99_960, "100 kB"],
  [999_600, "1.00 MB"],
  [8_914_705, "8.91 MB"],
  [22_360_000, "22.4 MB"],
  [5e12, "5000 GB"],
])("%d bytes are %s", (bytes, text) => expect(bytesText(bytes)).toBe(text));

test.each([
  [4.21, "4.2 ms"],
  [310.4, "310 ms"],
  [999.4, "999 ms"],
  [999.6, "1.0 s"],
])("%d ms are %s", (ms, text) => expect(durationText(ms)).toBe(text));

test.each([
  [0, "0.0 %"],
  [0.0004, "< 0.1 %"],
  [0.001, "0.1 %"],
  [0.6349, "63.5 %"],
  [0.999, "99.9 %"],
  [0.99999, "> 99.9 %"],
  [1, "100.0 %"],
])("a share of %d is %s", (share, text) => expect(percentText(share)).toBe(text));
