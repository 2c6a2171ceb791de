import { expect, test } from "vitest";
import { createCleaner } from "./clean.ts";

const TOKEN = "hf_AbCdEfGhIjKlMnOpQrStUvWxYz01234567";
const clean = createCleaner({
  env: { HF_TOKEN: "correct horse", PATH: "/usr/bin:/bin", TOKEN_SHORT: "short" },
  home: "/home/ada",
  secrets: new Set(["given by a command"]),
});

test("for people: no token, and the home folder as ~", () => {
  expect(clean.text(`/home/ada/${TOKEN}.jpg`)).toBe("~/[redacted].jpg");
  expect(clean.text("it said correct horse in /usr/bin:/bin, in short")).toBe(
    "it said [redacted] in /usr/bin:/bin, in short",
  );
});

test("for people: no name moves the cursor or turns the text round; colours, tabs and lines stay", () => {
  expect(clean.text("a\u001b[2Jb\u001b]0;x\u0007c\rd\u009b2Je\u202ef")).toBe(
    "a\ufffd[2Jb\ufffd]0;x\ufffdc\ufffdd\ufffd2Je\ufffdf",
  );
  expect(clean.text("\u001b[1;31mred\u001b[0m\tand\nmore")).toBe("\u001b[1;31mred\u001b[0m\tand\nmore");
});

test("for both: nothing that a command keeps secret", () => {
  expect(clean.text("it was given by a command")).toBe("it was [redacted]");
  expect(clean.json("it was given by a command")).toBe('"it was [redacted]"');
});

test("for scripts: no token, paths as they can be opened", () => {
  expect(clean.json({ file: "/home/ada/cat.jpg", about: [`Bearer ${TOKEN}`] })).toBe(
    '{"file":"/home/ada/cat.jpg","about":["Bearer [redacted]"]}',
  );
});

test("JSON stays JSON, whatever a file is called", () => {
  for (const name of [`password: 'x.jpg`, `token="x.jpg`, `secret=\\".jpg`, "\n", "authorization: Basic abcdefgh"]) {
    const parsed = JSON.parse(clean.json([{ file: name }, { file: "next.jpg" }]));
    expect(parsed).toHaveLength(2);
    expect(parsed[1]).toEqual({ file: "next.jpg" });
  }
});
