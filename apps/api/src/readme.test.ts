import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as index from "./index.ts";
import { settingsOf } from "./settings.ts";
import { fakeApp } from "./testing/fake-app.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README names every export and every address", async () => {
  for (const name of Object.keys(index)) expect(readme).toContain(`\`${name}`);
  const { ask } = await fakeApp();
  const { paths } = await (await ask("/openapi.json")).json();
  for (const path of Object.keys(paths)) expect(readme).toMatch(new RegExp(`[\` ]${path.replace(/[{}.]/g, "\\$&")}\``));
});

test("the README's limits are the settings", () => {
  const { maxBodyBytes, maxBodiesBytes, maxPixels, maxPictures, maxCount, maxSteps, ...rest } = settingsOf({});
  for (const text of [
    `at most ${maxBodyBytes >> 20} MiB`,
    `at once ${maxBodiesBytes >> 20} MiB`,
    `${maxPixels / 1e6} million pixels`,
    `${maxPictures} pictures or asks for ${maxCount} drawings of ${maxSteps} steps`,
    `${rest.queueLimit} pictures and ${rest.queueLimit} drawings wait`,
    `within ${rest.classifyDeadlineMs / 1000} s, a drawing within ${rest.drawDeadlineMs / 1000} s`,
    `has ${rest.headTimeoutMs / 1000} s to come, and 16 KiB, its body ${rest.bodyTimeoutMs / 1000} s`,
    `nothing of an answer for ${rest.stallTimeoutMs / 1000} s`,
  ]) {
    expect(readme).toContain(text);
  }
});

test("what is left out of settings, or undefined, is as usual", () => {
  expect(settingsOf({ maxCount: 2, maxSteps: undefined })).toEqual({ ...settingsOf({}), maxCount: 2 });
});
