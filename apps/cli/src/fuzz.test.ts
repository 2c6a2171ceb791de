import { isTinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMMANDS, configurableOptions } from "./commands/index.ts";
import { parseTimes } from "./drawing/parse-times.ts";
import { parseConfig } from "./settings/parse-config.ts";
import { resolveOptions } from "./settings/resolve-options.ts";
import { settingName } from "./settings/setting-name.ts";
import { parseArgv } from "./table/parse-argv.ts";
import { fakeIo } from "./testing/fake-io.ts";
import { isUsageError } from "./usage-error.ts";

const specs = configurableOptions();
const keys = specs.map(settingName);

/** What it returns, or the code of the usage error it throws; anything else is a failure. */
function outcome(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (isTinyCatsError(error) && isUsageError(error)) return error.code;
    throw error;
  }
}

const word = fc.oneof(
  fc.constantFrom(...COMMANDS.map(({ name }) => name), "list", "verify", "info", "-", "--", "-h", "--version"),
  fc.constantFrom(...keys).map((key) => `--${key}`),
  fc.tuple(fc.constantFrom(...keys), fc.string({ maxLength: 12 })).map(([key, value]) => `--${key}=${value}`),
  fc.constantFrom("0", "1", "-1", "1e400", "NaN", "0x10", "0.1,0.9", "", " ", "__proto__", "constructor"),
  fc.string({ maxLength: 20 }),
);

describe("whatever is typed or written comes to values or an error of usage", () => {
  test("command lines", () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 7 }), (argv) => {
        outcome(() => parseArgv(argv, fakeIo(), { version: "1.2.3" }));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test("configuration files", () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.integer(), fc.double(), fc.boolean(), fc.string());
    const key = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...keys) }, fc.string());
    const text = fc.oneof(
      fc.dictionary(key, value, { maxKeys: 4 }).map((object) => JSON.stringify(object)),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (config) => {
        const values = outcome(() => parseConfig(config, "config.json", specs));
        if (typeof values === "object") for (const name of Object.keys(values as object)) expect(keys).toContain(name);
      }),
      { seed: 2, numRuns: 3000 },
    );
  });

  test("environments", () => {
    const name = fc.constantFrom(...keys).map((key) => `TINY_CATS_${key.toUpperCase().replaceAll("-", "_")}`);
    fc.assert(
      fc.property(fc.dictionary(name, fc.string({ maxLength: 20 }), { maxKeys: 4 }), (env) => {
        outcome(() => resolveOptions(specs, { flags: {}, env, config: undefined }));
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  test("time grids", () => {
    const text = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc
        .tuple(fc.constantFrom("uniform", "shifted", "logit-normal"), fc.string({ maxLength: 12 }))
        .map(([kind, rest]) => `${kind}:${rest}`),
    );
    fc.assert(
      fc.property(text, (grid) => {
        outcome(() => parseTimes(grid));
      }),
      { seed: 4, numRuns: 3000 },
    );
  });
});
