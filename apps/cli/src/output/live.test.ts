import { expect, test } from "vitest";
import { createLive } from "./live.ts";

function screen({ rows = 24 } = {}) {
  const written: string[] = [];
  let time = 0;
  const stream = { write: (text: string | Uint8Array) => written.push(String(text)), columns: 40, rows };
  const live = createLive(stream, { text: (text) => text.replace("secret", "***") }, () => time);
  return { live, written, pass: (ms: number) => (time += ms) };
}

test("lines are drawn over where they stand, at most four times a second, each drawing in one piece", () => {
  const { live, written, pass } = screen();
  live.update(() => ["one", "a secret"]);
  live.update(() => ["never"]);
  pass(249);
  live.update(() => ["never"]);
  pass(1);
  live.update(({ columns, rows }) => [`${columns} x ${rows}`]);
  live.leave(() => ["end"]);
  live.end();
  expect(written).toEqual([
    "one\u001b[K\na ***\u001b[K\n\u001b[J",
    "\u001b[2A\r40 x 24\u001b[K\n\u001b[J",
    "\u001b[1A\rend\u001b[K\n\u001b[J",
  ]);
});

test("they give way to something else, and are drawn below it", () => {
  const { live, written } = screen();
  live.update(() => ["one", "two"]);
  live.end();
  live.update(() => ["three"]);
  expect(written.slice(1)).toEqual(["\u001b[2A\r\u001b[J", "three\u001b[K\n\u001b[J"]);
});

test("no more lines are drawn than the terminal has", () => {
  const { live, written } = screen({ rows: 3 });
  live.update(() => ["1", "2", "3", "4"]);
  expect(written[0]).not.toContain("3");
});
