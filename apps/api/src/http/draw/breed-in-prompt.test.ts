import { BREEDS } from "@tiny-cats/core";
import { expect, test } from "vitest";
import { breedInPrompt } from "./breed-in-prompt.ts";

const drawable = BREEDS.map(({ label }) => label).filter((label) => label !== "Other");

test.each([
  ["a fluffy Maine-Coon cat on a sofa", "Maine Coon"],
  ["SIAMESE", "Siamese"],
  ["two siameses, please", "Siamese"],
  ["British shorthairs at dawn", "British Shorthair"],
  ["a BSH", "British Shorthair"],
  ["a Sphýnx cat", "Sphynx"],
  ["egyptian_mau", "Egyptian Mau"],
  ["the Mau, the Egyptian Mau", "Egyptian Mau"],
])("%s is a %s", (prompt, breed) => {
  expect(breedInPrompt(prompt, drawable)).toBe(breed);
});

test.each(["a dog", "", "other", "maine", "a Bengal and a Siamese", "bengalese", "💥"])(
  "%s is refused with the list",
  (prompt) => {
    expect(() => breedInPrompt(prompt, drawable)).toThrow(
      expect.objectContaining({ code: "unknown-breed", remedy: expect.stringContaining("Abyssinian, Bengal, Birman") }),
    );
  },
);

test("every breed is found by its label and its aliases", () => {
  for (const { label, aliases } of BREEDS.filter(({ label }) => drawable.includes(label))) {
    for (const name of [label, ...aliases]) expect(breedInPrompt(`a ${name} cat`, drawable)).toBe(label);
  }
});
