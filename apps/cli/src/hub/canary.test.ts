import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FaultAction } from "@tiny-cats/hub-emulator";
import { describe, expect, test } from "vitest";
import { CANARY, testHub } from "../testing/test-hub.ts";
import { writeFiles } from "../testing/write-files.ts";

const COMMANDS = [
  ["whoami"],
  ["upload", "model", "--repo", "ada/cats"],
  ["download", "ada/cats", "--dir", "copy"],
  ["repo", "create", "ada/cats"],
  ["repo", "delete", "ada/cats", "--yes"],
  ["repo", "tag", "ada/cats", "v1"],
  ["repo", "branch", "ada/cats", "try"],
  ["repo", "list"],
  ["repo", "info", "ada/cats"],
];

const ENCODED = Buffer.from(`ada:${CANARY}`).toString("base64");

/** Ways in which a server, or what stands before it, may say a token again. */
const SAID = [
  `Bearer ${CANARY}`,
  CANARY.slice(3),
  ENCODED,
  `https://ada:${CANARY}@hub.example/?token=${CANARY}`,
  JSON.stringify({ headers: { Authorization: `Bearer ${CANARY}` } }),
].join(" ");

describe.each(["HF_TOKEN", "the token's file"])("a token from %s is in nothing that is printed", (place) => {
  test.each(COMMANDS.map((argv) => [argv.join(" "), argv]))("%s", async (_, argv) => {
    const hub = await testHub();
    await writeFiles(join(hub.cwd, "model"), { "README.md": "# Cats\n" });
    await mkdir(join(hub.home, ".cache", "huggingface"), { recursive: true });
    await writeFile(join(hub.home, ".cache", "huggingface", "token"), CANARY);
    const { HF_TOKEN, ...rest } = hub.env;
    const env = place === "HF_TOKEN" ? { ...rest, HF_TOKEN } : rest;
    const answers: Extract<FaultAction, { status: number }>[] = [
      { status: 400, body: JSON.stringify({ error: SAID }) },
      { status: 403, body: SAID, headers: { "x-request-id": CANARY, "x-error-message": `no, ${CANARY}` } },
      { status: 503, body: SAID, headers: { "retry-after": "0" } },
      { status: 200, body: SAID },
    ];
    for (const action of answers) {
      hub.server.setFaults([{ action }]);
      const { code, stdout, stderr } = await hub.run([...argv, "--verbose"], { env });
      if (action.status !== 200) expect(code).toBe(1);
      for (const text of [stdout, stderr]) {
        expect(text).not.toContain(CANARY.slice(3));
        expect(text).not.toContain(ENCODED.slice(8, 40));
      }
    }
    expect(hub.server.requests.length).toBeGreaterThan(answers.length);
  });
});
