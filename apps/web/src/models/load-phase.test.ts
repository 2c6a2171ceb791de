import { TinyCatsError } from "@tiny-cats/schema/errors";
import { expect, test } from "vitest";
import { loadPhase } from "./load-phase.ts";

const progress = (bytes: number, from: "network" | "cache" = "network") => ({ bytes, total: 100, from });

test("a model is looked for, downloaded, started and ready", () => {
  const source = new URL("https://a.example/");
  expect(loadPhase({ phase: "idle" }).name).toBe("idle");
  expect(loadPhase({ phase: "loading" }).name).toBe("finding");
  expect(loadPhase({ phase: "loading", progress: progress(99) })).toEqual({
    name: "downloading",
    progress: progress(99),
  });
  expect(loadPhase({ phase: "loading", progress: progress(100) })).toEqual({ name: "starting", from: "network" });
  expect(loadPhase({ phase: "loading", progress: progress(100, "cache") })).toEqual({
    name: "starting",
    from: "cache",
  });
  expect(loadPhase({ phase: "ready", model: {}, source, from: "cache" })).toEqual({ name: "ready", from: "cache" });
});

test("a failure is told with its remedy", () => {
  const ours = new TinyCatsError("no-manifest", "it answered 404", { remedy: "look elsewhere" });
  expect(loadPhase({ phase: "failed", error: ours })).toEqual({
    name: "failed",
    message: "it answered 404",
    remedy: "look elsewhere",
    code: "no-manifest",
  });
});
