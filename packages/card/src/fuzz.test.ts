import { expect, test } from "vitest";
import { survive } from "./testing/survive.ts";

test("1,200 damaged cards are read and kept, or refused in so many words", () => {
  const { read, updated, refused } = survive(20261122, 1200, { updateEvery: 3 });
  expect(read).toBeGreaterThan(300);
  expect(updated).toBeGreaterThan(100);
  expect(Object.keys(refused)).toEqual(
    expect.arrayContaining(["invalid-front-matter", "broken-card-markers", "unclosed-front-matter"]),
  );
});
