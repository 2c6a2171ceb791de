import { homedir } from "node:os";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redact } from "./redact.ts";

const none = { home: "" };

test.each([
  ["hf_abcdefghijklmnopqrstuvwxyzABCDEFGH", "[redacted]"],
  ["(hf_a1b2c3d4e5)", "([redacted])"],
  ["npm_abcdefghijklmnopqrstuvwxyz0123456789 ghp_abcdefghijklmnopqrstuvwxyz0123456789", "[redacted] [redacted]"],
  ["jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc_-", "jwt [redacted]"],
  ["Authorization: Bearer abc.def", "Authorization: [redacted]"],
  ["authorization: Basic dXNlcjpwYXNz\r\naccept: */*", "authorization: [redacted]\r\naccept: */*"],
  ['{"Authorization":"Bearer x, y","accept":"*/*"}', '{"Authorization":"[redacted]","accept":"*/*"}'],
  ["{ authorization: 'Bearer x', accept: '*/*' }", "{ authorization: '[redacted]', accept: '*/*' }"],
  ['curl -H "Authorization: Bearer abc" https://host/x', 'curl -H "Authorization: [redacted]" https://host/x'],
  ["set-cookie: token=a; Path=/", "set-cookie: [redacted]"],
  ["sent Bearer abcdef0123 to it", "sent Bearer [redacted] to it"],
  ["HF_TOKEN=abc123 node x.js", "HF_TOKEN=[redacted] node x.js"],
  ["https://h/x?access_token=abc&b=1#c", "https://h/x?access_token=[redacted]&b=1#c"],
  [
    "https://h/x?X-Amz-Credential=AKIA%2F1&X-Amz-Signature=00ff&X-Amz-Date=1",
    "https://h/x?X-Amz-Credential=[redacted]&X-Amz-Signature=[redacted]&X-Amz-Date=1",
  ],
  ["//host/:_authToken=abc", "//host/:_authToken=[redacted]"],
  ['"{\\"token\\":\\"abc\\",\\"b\\":1}"', '"{\\"token\\":\\"[redacted]\\",\\"b\\":1}"'],
  ['{"password": "cut sho', '{"password": "[redacted]'],
  ["cli --token abc --count 3", "cli --token [redacted] --count 3"],
  ["https://user:p@ss@host/x and ssh://me@host", "https://[redacted]@host/x and ssh://[redacted]@host"],
])("%j", (text, redacted) => {
  expect(redact(text, none)).toBe(redacted);
});

test.each([
  "hf_hub_download, hf_transfer and hf_init.pt",
  "max_new_tokens=50, total_tokens: 2500, tokenizer: gpt2",
  "token: 5 of 12",
  "a basic example of a secret: none",
  "https://host/@scope/name?q=a@b",
  "--tokenizer gpt2",
])("%j holds no secret", (text) => {
  expect(redact(text, none)).toBe(text);
});

describe("given secrets", () => {
  const secret = 'pä ss/w+rd"1';

  test("are found as they are, percent-encoded, in forms, in JSON and in base64 wherever they stand in it", () => {
    const base64 = ["", "x", "xy", "user:"].flatMap((before) =>
      ["base64", "base64url"].map((encoding) =>
        Buffer.from(`${before}${secret} and more`).toString(encoding as "base64"),
      ),
    );
    const lower = encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase());
    const forms = [
      secret,
      encodeURIComponent(secret),
      lower,
      `${new URLSearchParams({ secret })}`.slice(7),
      JSON.stringify(secret).slice(1, -1),
      ...base64,
    ];
    for (const form of forms) {
      const clean = redact(`before <${form}> after`, { ...none, secrets: ["", secret] });
      expect(clean).toBe("before <[redacted]> after");
    }
  });

  test("that contain one another are taken whole", () => {
    expect(redact("abcdef abc", { ...none, secrets: ["abc", "abcdef"] })).toBe("[redacted] [redacted]");
  });

  test("of any length are taken whole", () => {
    const long = Array.from({ length: 20_000 }, (_, i) => `${i % 7}+${i}`)
      .join("")
      .slice(0, 16_385);
    for (const form of [long, encodeURIComponent(long), btoa(`user:${long}`)])
      expect(redact(`<${form}>`, { ...none, secrets: [long] })).toMatch(/^<(?:\[redacted\])+>$/);
  });

  test("that stand in the mark itself do not make it grow", () => {
    expect(redact("redacted", { ...none, secrets: ["redacted", "e"] })).toBe("[redacted]");
  });
});

describe("the home folder", () => {
  test.each([
    ["/home/ann", "at /home/ann/x.js:1, /home/ann. And file:///home/ann/y", "at ~/x.js:1, ~. And file://~/y"],
    ["/home/ann/", "/home/ann/x", "~/x"],
    ["/home/ann", "/home/anna /home/ann-x /mnt/home/ann", "/home/anna /home/ann-x /mnt/home/ann"],
    ["/home/a b", "file:///home/a%20b/x", "file://~/x"],
    [
      "C:\\Users\\Ann",
      'C:\\Users\\Ann\\x "c:\\\\users\\\\ann\\\\x" file:///C:/Users/Ann/x',
      '~\\x "~\\\\x" file:///~/x',
    ],
    ["/", "/etc", "/etc"],
    ["", "/etc", "/etc"],
  ])("%s in %j", (home, text, clean) => {
    expect(redact(text, { home })).toBe(clean);
  });

  test("is this user's own unless told", () => {
    expect(redact(`${homedir()}/models`)).toBe("~/models");
  });
});

const pieces = fc.oneof(
  fc.constantFrom(
    "token=",
    "Authorization: ",
    "Bearer ",
    "hf_",
    "https://",
    "@host",
    '"',
    "'",
    "\\",
    " ",
    "\n",
    "&",
    "[redacted]",
    "[redac",
    "ted]",
    "/home/ann",
  ),
  fc.constantFrom("s3cr3t-value", "czNjcjN0LXZhbHVl", "%73", "abcdefgh12", "password: ", "--token ", ",", "}"),
  fc.string({ maxLength: 5 }),
);
const texts = fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(""));
const options = { secrets: ["s3cr3t-value", "ann"], home: "/home/ann" };

test("redacting twice changes nothing more, and no given secret is left", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const once = redact(text, options);
      expect(redact(once, options)).toBe(once);
      expect(once).not.toMatch(/s3cr3t-value|ann|czNjcjN0LXZhbHVl/);
    }),
    { seed: 20261121, numRuns: 3000 },
  );
});

// A pattern that takes time by the square of the length would not come to an end here.
test.each([
  "a",
  "a.",
  "token=",
  'token="',
  "authorization:",
  "https://",
  "hf_",
  "--",
  "eyJ",
  "1eyJ-A",
  "ghp_",
  "[redacted]",
  "bearer ",
])("400,000 characters of %j are no burden", (unit) => {
  const text = unit.repeat(400_000 / unit.length);
  expect(redact(`${text} https://me@host`, options)).toMatch(/https:..\[redacted\]@host$|\[redacted\]$/);
});
