import { crc32 as nodeCrc32 } from "node:zlib";
import { expect, test } from "vitest";
import { crc32 } from "./crc32.ts";

// The check value of CRC-32/ISO-HDLC.
test("CRC-32 of the digits", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
});

const bytes = Uint8Array.from({ length: 300 }, (_, i) => (i * 97 + (i >> 3) * 61) & 255);

test("CRC-32 of any length and from any place is Node's", () => {
  for (let length = 0; length <= 40; length++)
    for (const from of [0, 1, 7, 100]) {
      const part = bytes.subarray(from, from + length);
      expect(crc32(part), `${length} bytes from ${from}`).toBe(nodeCrc32(part));
    }
});

test("CRC-32 in pieces is that of the whole", () => {
  const whole = nodeCrc32(bytes);
  expect(crc32(bytes)).toBe(whole);
  for (const at of [0, 1, 7, 8, 9, 150, 299, 300])
    expect(crc32(bytes.subarray(at), crc32(bytes.subarray(0, at)))).toBe(whole);
});
