import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BREEDS, findBreed } from "./breeds.ts";
import { nearMatches } from "./labels.ts";

describe("findBreed", () => {
  test.each([
    ["british shorthair", 4],
    ["British_Shorthair", 4],
    ["british-shorthair", 4],
    ["BSH", 4],
    [4, 4],
    ["4", 4],
    [" Sphinx ", 11],
    ["mainecoon", 6],
    ["other", 12],
  ])("finds %j", (query, id) => {
    expect(findBreed(query).id).toBe(id);
  });

  test.each([
    ["siamse", "Siamese"],
    ["Begnal", "Bengal"],
    ["egyptian", "Egyptian Mau"],
  ])("suggests for %j", (query, label) => {
    expect(() => findBreed(query)).toThrow(
      expect.objectContaining({ code: "unknown-breed", value: query, remedy: `did you mean ${label}?` }),
    );
  });

  test.each(["", "13", "-1", "1.5", "tiger", "__proto__", "constructor", Number.NaN])(
    "refuses %j and lists the breeds",
    (query) => {
      expect(() => findBreed(query)).toThrow(
        expect.objectContaining({ code: "unknown-breed", remedy: expect.stringContaining("Abyssinian, Bengal") }),
      );
    },
  );

  test("every spelling of every breed finds it", () => {
    for (const breed of BREEDS) {
      for (const spelling of [breed.id, String(breed.id), breed.label, breed.slug, breed.fileName, ...breed.aliases]) {
        expect(findBreed(spelling)).toBe(breed);
      }
    }
  });

  test("anything else is a typed error", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (query) => {
        try {
          expect(BREEDS).toContain(findBreed(query));
        } catch (error) {
          expect(error).toMatchObject({ code: "unknown-breed" });
        }
      }),
      { seed: 1 },
    );
  });
});

test("near matches come nearest first, three at most", () => {
  expect(nearMatches("Bombai", ["Bombay", "Birman", "Bengal"])).toEqual(["Bombay"]);
  expect(nearMatches("cat", ["cat1", "cat2", "cat3", "cat4"])).toHaveLength(3);
});
