import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { convertCheckpoint } from "@tiny-cats/architectures/node";
import { expect, test } from "vitest";
import { putPhotos } from "../../testing/photos.ts";
import { testHub } from "../../testing/test-hub.ts";
import { type TinyRun, trainTiny } from "../../testing/train-tiny.ts";

test("--from hub: begins with a repository's weights, and the lineage names its commit", async () => {
  const { cwd, env, home, ...hub } = await testHub();
  await putPhotos(cwd);
  const config = { image_size: 16, patch_size: 8, embed_dim: 8, depth: 1, num_heads: 1 };
  writeFileSync(join(cwd, "tiny.yaml"), JSON.stringify({ model: config }));
  const flags = ["--data", "photos", "--steps", "1", "--batch-size", "2", "--threads", "1", "--workers", "1"];
  const tiny = (...argv: string[]) => trainTiny(["generator", ...flags, ...argv], { cwd, env, home });
  const first = await tiny("--config", "tiny.yaml", "--out", "first");
  const sizeOf = ({ events }: TinyRun) => events.find((event) => event.type === "prepared")?.parameters;
  const weights = join(cwd, "first/step-1/average.safetensors");
  const told = { ...config, model_type: "tinydit" };
  await convertCheckpoint(weights, join(cwd, "dit"), { to: ["safetensors"], allowUntrained: true, config: told });
  const { data } = await hub.runJson(["upload", "dit", "--repo", "ada/dit"]);

  const second = await tiny("--out", "second", "--from", "hub:ada/dit@main");
  expect([second.stderr, second.code]).toEqual([
    expect.stringContaining(`ada/dit at ${data.commit.slice(0, 12)}, `),
    0,
  ]);
  expect(second.stderr).toContain("hub:ada/dit@main was not trained: ");
  expect(second.state().lineage.parent).toBe(`ada/dit@${data.commit}`);
  expect(sizeOf(second)).toBe(sizeOf(first));

  const missing = await tiny("--out", "third", "--from", "hub:ada/none");
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining("#repo-not-found")]);
  const other = await tiny("--out", "third", "--from", "hub:ada/dit", "--width", "16");
  expect([other.code, other.stderr]).toEqual([1, expect.stringContaining("#wrong-start")]);
  expect(existsSync(join(cwd, "third"))).toBe(false);
}, 60_000);
