import { expect, test } from "vitest";
import { settingsOf } from "../../../../api/src/settings.ts";
import { resolveOptions } from "../../settings/resolve-options.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { SETTINGS_OPTIONS } from "./settings.ts";
import { SERVE_OPTIONS } from "./spec.ts";
import { camelCase, startSettings } from "./start-settings.ts";

const DEFAULT_SETTINGS = settingsOf({});

const resolved = (env: Record<string, string> = {}) =>
  startSettings(resolveOptions(SERVE_OPTIONS, { flags: {}, env }) as Parameters<typeof startSettings>[0]);

test("every setting of the server is an option, with its default", () => {
  expect(SETTINGS_OPTIONS.map(({ name }) => camelCase(name)).sort()).toEqual(Object.keys(DEFAULT_SETTINGS).sort());
  for (const option of SETTINGS_OPTIONS as readonly OptionSpec[]) {
    if (option.repeatable) continue;
    const value = DEFAULT_SETTINGS[camelCase(option.name) as keyof typeof DEFAULT_SETTINGS];
    expect([option.name, option.default ?? false]).toEqual([option.name, value]);
  }
  expect(DEFAULT_SETTINGS.origins).toEqual(["*"]);
});

test("what nobody set is left to the server", () => {
  const { origins: _, ...defaults } = DEFAULT_SETTINGS;
  expect(resolved()).toEqual({ ...defaults, host: "127.0.0.1", port: 8812, threads: 1, batch: 4 });
});

test("the environment sets them all", () => {
  const env = {
    TINY_CATS_PORT: "0",
    TINY_CATS_HOST: "::1",
    TINY_CATS_ORIGINS: "https://a.example,https://b.example",
    TINY_CATS_TRUST_PROXY: "1",
    TINY_CATS_CLASSIFIERS: "3",
    TINY_CATS_CLASSIFY_DEADLINE_MS: "500",
  };
  expect(resolved(env)).toMatchObject({
    port: 0,
    host: "::1",
    origins: ["https://a.example", "https://b.example"],
    trustProxy: true,
    classifiers: 3,
    classifyDeadlineMs: 500,
  });
});
