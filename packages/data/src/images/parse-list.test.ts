import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { parseList } from "./parse-list.ts";

const short = (text: string) => parseList(text).map(({ file, label }) => [file, label]);

test("reads the lists of Oxford-IIIT Pet", () => {
  const text = `#Image CLASS-ID SPECIES BREED ID
#ID: 1:37 Class ids
Abyssinian_100 1 1 1
Egyptian_Mau_14 10 1 5
american_bulldog_100 2 2 1
`;
  expect(parseList(text, { split: "test" })).toEqual([
    { file: "Abyssinian_100.jpg", category: "Abyssinian", label: "Abyssinian", split: "test" },
    { file: "Egyptian_Mau_14.jpg", category: "Egyptian_Mau", label: "Egyptian Mau", split: "test" },
    { file: "american_bulldog_100.jpg", category: "american_bulldog", label: "Other", split: "test" },
  ]);
});

test("reads paths and classes, with a tab where the path holds spaces", () => {
  expect(short("a/1.png maine coon\r\nmy cat.png\tBengal\n\nimages/2.png 7\n")).toEqual([
    ["a/1.png", "Maine Coon"],
    ["my cat.png", "Bengal"],
    ["images/2.png", "7"],
  ]);
});

test("one line of another form makes it a list of paths and classes", () => {
  expect(short("Bengal_1 2 1 2\nx.png Bengal\n")).toEqual([
    ["Bengal_1", "2 1 2"],
    ["x.png", "Bengal"],
  ]);
});

test.each([
  ["1.png\n", 'line 1: "1.png" is no path and class'],
  ["1.png Bengal\n\n2.png\t \n", 'line 3: "2.png\t " is no path and class'],
  [`${"x".repeat(9000)} Bengal`, "line 1: it is longer than 8192 characters"],
])("refuses %j", async (text, message) => {
  const error = await errorOf(() => parseList(text));
  expect([error.code, error.message]).toEqual(["invalid-list", message]);
});

test("refuses more pictures than allowed", async () => {
  const error = await errorOf(() => parseList("a 1\n# no picture\nb 1\nc 1\n", { maxItems: 2 }));
  expect(error.message).toBe("line 4: there are more than 2 pictures");
});
