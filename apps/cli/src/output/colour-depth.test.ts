import { expect, test } from "vitest";
import { fakeIo } from "../testing/fake-io.ts";
import { colourDepth } from "./colour-depth.ts";

const terminal = (bits: number) => fakeIo({ terminal: { isTTY: true, getColorDepth: () => bits } }).stdout;
const pipe = fakeIo().stdout;

test.each([
  ["a pipe", pipe, {}, 0],
  ["a terminal", terminal(4), {}, 4],
  ["a terminal of 256 colours", terminal(8), {}, 8],
  ["a terminal of all colours", terminal(24), {}, 24],
  ["a terminal that says so itself", terminal(8), { COLORTERM: "truecolor" }, 24],
  ["a terminal that says nothing", fakeIo({ terminal: { isTTY: true } }).stdout, {}, 4],
  ["NO_COLOR", terminal(24), { NO_COLOR: "1" }, 0],
  ["an empty NO_COLOR", terminal(24), { NO_COLOR: "" }, 24],
  ["a dumb terminal", terminal(24), { TERM: "dumb" }, 0],
  ["FORCE_COLOR over NO_COLOR in a pipe", pipe, { FORCE_COLOR: "1", NO_COLOR: "1", TERM: "dumb" }, 4],
  ["FORCE_COLOR=2", pipe, { FORCE_COLOR: "2" }, 8],
  ["FORCE_COLOR=true", pipe, { FORCE_COLOR: "true" }, 24],
  ["FORCE_COLOR=0", terminal(24), { FORCE_COLOR: "0" }, 0],
] as const)("%s", (_, stream, env, bits) => {
  expect(colourDepth(stream, env)).toBe(bits);
});
