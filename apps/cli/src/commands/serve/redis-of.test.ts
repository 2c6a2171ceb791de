import { expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { fakeIo } from "../../testing/fake-io.ts";
import { redisOf } from "./redis-of.ts";

const URL = "redis://cats:pass%20word%20long@127.0.0.1:6379/1";

const of = (options: Record<string, unknown>, env: Record<string, string> = {}) => {
  const io = fakeIo({ env });
  return { redis: redisOf({ io, options: { role: "all", ...options } }), secrets: [...io.secrets] };
};

test("--redis goes before REDIS_URL; without both a server is one process", () => {
  expect(of({}).redis).toBeUndefined();
  expect(of({}, { REDIS_URL: "" }).redis).toBeUndefined();
  expect(of({}, { REDIS_URL: URL }).redis).toEqual({ url: URL });
  expect(of({ redis: "redis://a" }, { REDIS_URL: URL }).redis).toEqual({ url: "redis://a" });
});

test("address and password are kept out of what is printed, as they are written and as they are meant", () => {
  expect(of({ role: "web", redis: URL }).secrets).toEqual([URL, "pass%20word%20long", "pass word long"]);
  expect(of({ redis: "not a url at all" }).secrets).toEqual(["not a url at all"]);
  expect(of({ redis: "redis://:100%25%zz-and-more@a" }).secrets).toContain("100%25%zz-and-more");
});

test.each(["web", "worker"])("the role %s needs one", async (role) => {
  expect(await errorOf(() => of({ role }))).toMatchObject({ code: "conflicting-options" });
});
