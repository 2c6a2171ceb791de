import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { GLOBAL_OPTIONS } from "./commands/global-options.ts";
import { COMMANDS } from "./commands/index.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import { parseArgv } from "./table/parse-argv.ts";
import { fakeIo } from "./testing/fake-io.ts";
import { optionTable } from "./testing/option-table.ts";

/** The formatter pads tables so that they can be read as they are. */
const squeezed = (text: string) => text.replace(/ {2,}/g, " ").replace(/-{3,}/g, "---");

const readme = squeezed(readFileSync(new URL("../README.md", import.meta.url), "utf8"));

describe("the README tells what the table of commands says", () => {
  test.each(
    COMMANDS.flatMap((command) => [command, ...(command.commands ?? [])])
      .filter(({ options }) => options)
      .map((command) => [command.name, command] as const),
  )("options of %s", (_, { options }) => {
    expect(readme).toContain(squeezed(optionTable(options!)));
  });

  test("options of every command", () => {
    expect(readme).toContain(squeezed(optionTable(GLOBAL_OPTIONS)));
  });

  test("exit status", () => {
    for (const [code, meaning] of Object.entries(EXIT_CODES)) expect(readme).toContain(`| ${code} | ${meaning} |`);
  });

  test("commands that are understood", () => {
    const lines = [...readme.matchAll(/^(?:npx )?tiny-cats (.+?)(?: +#.*| [|<>].*)?$/gm)].map(([, line]) => line);
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) {
      const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
      expect(() => parseArgv(words, fakeIo(), { version: "1" }), line).not.toThrow();
    }
  });
});
