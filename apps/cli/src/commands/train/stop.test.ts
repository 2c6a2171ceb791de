import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { photos } from "../../testing/photos.ts";
import { ended, start } from "../../testing/start.ts";

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s saves, and is no failure", async (signal) => {
  const cwd = await photos();
  writeFileSync(
    join(cwd, "tiny.yaml"),
    "model: { image_size: 16, patch_size: 8, embed_dim: 8, depth: 1, num_heads: 1 }\n",
  );
  const flags = ["--steps", "1000000", "--batch-size", "2", "--threads", "1", "--workers", "1", "--log-interval", "1"];
  const child = start(["train", "generator", "--data", "photos", "--out", "run", "--config", "tiny.yaml", ...flags], {
    cwd,
  });
  const end = ended(child);
  while (!String(await once(child.stderr, "data")).includes("update 3"));
  child.kill(signal);
  const { code, stdout, stderr } = await end;
  expect([code, JSON.parse(stdout.toString()).reason]).toEqual([0, "aborted"]);
  const events = readFileSync(join(cwd, "run/events.jsonl"), "utf8").trim().split("\n");
  const done = events.map((line) => JSON.parse(line)).filter(({ type }) => type === "step").length;
  expect(readdirSync(join(cwd, "run"))).toContain(`step-${done}`);
  expect(stderr).toContain(`stopped after ${done} updates, and saved; go on with: tiny-cats train generator`);
});
