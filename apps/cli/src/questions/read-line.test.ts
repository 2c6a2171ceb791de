import { describe, expect, test } from "vitest";
import { INTERRUPTED } from "../stop.ts";
import { readHiddenLine } from "./read-hidden-line.ts";
import { readLine } from "./read-line.ts";

async function* pieces(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text, "latin1");
}

/** Somebody who never answers. */
function silence(): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) };
}

const { signal } = new AbortController();

describe("a line", () => {
  test.each([
    [["yes\nno\n"], "yes"],
    [["ye", "s\r\n"], "yes"],
    [["no end"], "no end"],
    [[], ""],
    [["\u00e4".repeat(2).replace(/\u00e4/g, "\u00c3\u00a4"), "\n"], "\u00e4\u00e4"],
  ])("of %j is %j", async (typed, line) => {
    expect(await readLine({ stdin: pieces(...typed), signal })).toBe(line);
  });

  test.each([readLine, readHiddenLine])("is not waited for once the program is told to stop", async (read) => {
    const controller = new AbortController();
    const reading = read({ stdin: silence(), signal: controller.signal });
    controller.abort(INTERRUPTED);
    await expect(reading).rejects.toBe(INTERRUPTED);
    await expect(read({ stdin: silence(), signal: controller.signal })).rejects.toBe(INTERRUPTED);
  });
});

test("a hidden line ends with the input as well, without other keys of control", async () => {
  expect(await readHiddenLine({ stdin: pieces("a\u0001b", "c\td"), signal })).toBe("abcd");
  expect(await readHiddenLine({ stdin: pieces("abc\u0004"), signal })).toBe("abc");
});
