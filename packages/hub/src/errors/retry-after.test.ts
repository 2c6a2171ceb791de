import { expect, test } from "vitest";
import { retryAfter } from "./retry-after.ts";

const noon = Date.parse("2026-03-01T12:00:00Z");
const asked = (headers: Record<string, string>) => retryAfter(new Headers(headers), () => noon);

test("seconds, a date, and the Hub's own window are understood", () => {
  expect(asked({ "retry-after": "3" })).toBe(3000);
  expect(asked({ "retry-after": "0.25" })).toBe(250);
  expect(asked({ "retry-after": "Sun, 01 Mar 2026 12:00:30 GMT" })).toBe(30_000);
  expect(asked({ "retry-after": "Sun, 01 Mar 2026 11:00:00 GMT" })).toBe(0);
  expect(asked({ ratelimit: '"api";r=0;t=42' })).toBe(42_000);
  expect(asked({ "retry-after": "1", ratelimit: '"api";r=0;t=42' })).toBe(1000);
});

test("nonsense and silence name no time", () => {
  expect(asked({})).toBeUndefined();
  expect(asked({ "retry-after": "soon" })).toBeUndefined();
  expect(asked({ ratelimit: '"api";r=0' })).toBeUndefined();
});
