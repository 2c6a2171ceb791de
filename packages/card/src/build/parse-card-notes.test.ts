import { expect, test } from "vitest";
import { parseCardNotes } from "./parse-card-notes.ts";

test("sections by their headings, keys by front matter", () => {
  const notes = parseCardNotes(
    "---\nlanguage: en\n---\n# Notes\n\n## Limits\r\n\r\nDogs.\r\n\r\n### More\r\n\r\nBirds.\n\n## intended use\nCats.\n## Bias\n\n## History\nx\n## Citation",
  );
  expect(notes).toEqual({
    frontMatter: { language: "en" },
    sections: { limits: "Dogs.\n\n### More\n\nBirds.", "intended-use": "Cats." },
    unknown: ["History"],
  });
});
