import { expect, test } from "vitest";
import { halfBlocks } from "./half-blocks.ts";

const picture = {
  width: 2,
  height: 3,
  data: Uint8ClampedArray.from([255, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 10, 20, 30, 128, 128, 128]),
};

test("two pixels a character in all colours, the last row doubled where the height is odd", () => {
  expect(halfBlocks(picture, 24)).toEqual([
    "\u001b[38;2;255;0;0;48;2;0;0;255m▀\u001b[38;2;0;0;0;48;2;255;255;255m▀\u001b[0m",
    "\u001b[38;2;10;20;30;48;2;10;20;30m▀\u001b[38;2;128;128;128;48;2;128;128;128m▀\u001b[0m",
  ]);
});

test("a palette of 256 colours: its cube of 6x6x6", () => {
  expect(halfBlocks(picture, 8)[0]).toBe("\u001b[38;5;196;48;5;21m▀\u001b[38;5;16;48;5;231m▀\u001b[0m");
});

test("shades without colour, darkest to lightest", () => {
  const grey = (values: number[]) => ({
    width: values.length,
    height: 1,
    data: Uint8ClampedArray.from(values.flatMap((value) => [value, value, value])),
  });
  expect(halfBlocks(grey([0, 60, 110, 160, 255]), 0)).toEqual([" ░▒▓█"]);
});
