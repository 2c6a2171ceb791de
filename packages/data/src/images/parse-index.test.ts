import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { parseIndex } from "./parse-index.ts";

const HEADER = "file,breed,species,split,width,height,head_xmin,head_ymin,head_xmax,head_ymax,sha256";
const HASH = "a".repeat(64);

test("reads every column, in any order", () => {
  const text = `SHA256,split,file,Breed,species,height,width,head_ymax,head_xmin,head_ymin,head_xmax,extra
${HASH.toUpperCase()},train,a/1.jpg,british_shorthair,cat,256,384,101.1,213.1,46.1,272,x
,,2.jpg,pug,dog,,,,,,,
,valid,3.jpg,Savannah,cat,,,,,,,
`;
  expect(parseIndex(text)).toEqual([
    {
      file: "a/1.jpg",
      category: "british_shorthair",
      label: "British Shorthair",
      split: "train",
      size: { width: 384, height: 256 },
      box: { xmin: 213.1, ymin: 46.1, xmax: 272, ymax: 101.1 },
      sha256: HASH,
    },
    { file: "2.jpg", category: "pug", label: "Other", split: null },
    { file: "3.jpg", category: "Savannah", label: "Savannah", split: "val" },
  ]);
});

test.each([
  ["file,label", "x.png,Sphinx", "Sphynx"],
  ["file,class", "x.png,3", "3"],
  ["file,class,species", "x.png,Bengal,Rabbit", "Other"],
  ["file,class,species", "x.png,Bengal,Cat", "Bengal"],
  ["file,class", "x.png,constructor", "constructor"],
  ["class,file,label", "1,x.png,mau", "Egyptian Mau"],
])("%s: %s is %s", (header, row, label) => {
  expect(parseIndex(`${header}\n${row}\n`)[0].label).toBe(label);
});

describe("refuses", () => {
  const row = (...fields: string[]) => `${HEADER}\n${fields.join(",")}${",".repeat(11 - fields.length)}\n`;
  test.each([
    ["invalid-data-index", "", 'line 1: there is no column "file"'],
    ["invalid-data-index", "path,breed\n", 'line 1: there is no column "file"'],
    ["invalid-data-index", "file,split\n", 'line 1: there is no column "breed"'],
    ["invalid-data-index", "file,breed,File\n", 'line 1: the column "file" occurs twice'],
    ["invalid-data-index", row("", "Bengal"), "line 2: the column file is empty"],
    ["invalid-data-index", row("x.jpg", " "), "line 2: the column breed is empty"],
    ["unknown-split", row("x.jpg", "Bengal", "cat", "dev"), 'line 2: there is no split "dev"'],
    ["invalid-data-index", row("x.jpg", "Bengal", "cat", "", "10"), 'line 2: height must be a number, not ""'],
    ["invalid-data-index", row("x.jpg", "Bengal", "cat", "", "1e3", "4"), 'line 2: width must be a number, not "1e3"'],
    [
      "invalid-data-index",
      row("x.jpg", "Bengal", "cat", "", "0", "4.5"),
      "line 2: width and height must be whole numbers above 0, not 0 and 4.5",
    ],
    [
      "invalid-data-index",
      row("x.jpg", "Bengal", "cat", "", "", "", "9", "1", "9", "2"),
      "line 2: the box 9 1 9 2 is empty",
    ],
    [
      "invalid-data-index",
      row("x.jpg", "Bengal", "cat", "", "", "", "", "", "", "", "12ab"),
      'line 2: sha256 must be 64 hexadecimal digits, not "12ab"',
    ],
    ["invalid-csv", `${HEADER}\nx.jpg\n`, "line 2: 1 fields, where the first record has 11"],
  ])("%s %j", async (code, text, message) => {
    const error = await errorOf(() => parseIndex(text));
    expect([error.code, error.message]).toEqual([code, message]);
  });
});
