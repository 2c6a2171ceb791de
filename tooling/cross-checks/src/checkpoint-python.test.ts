import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openCheckpoint, writePyTorch, writeSafetensors } from "@tiny-cats/checkpoint/node";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { missingPeers } from "./peers.ts";

/** The seeds are 0 to 199. */
const STRUCTURES = 200;

const reason = missingPeers(["torch", "safetensors", "numpy"]);

function python(command: string, folder: string): string {
  const script = fileURLToPath(new URL("./checkpoint-python.py", import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.env.TINY_CATS_PYTHON ?? "python3",
    ["-W", "ignore", script, command, folder, String(STRUCTURES)],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

test(`${STRUCTURES} random checkpoints of PyTorch are read, and what we write of them PyTorch reads`, async ({
  skip,
}) => {
  if (reason) return skip(reason);
  const folder = temporaryFolder();
  python("make", folder);
  let tensors = 0;
  for (let seed = 0; seed < STRUCTURES; seed++) {
    const path = join(folder, String(seed));
    await using checkpoint = await openCheckpoint(`${path}.pt`, { exactFloats: true });
    const found: Record<string, unknown> = {};
    for (const [name, tensor] of checkpoint.tensors) {
      const elements = await tensor.read();
      const bytes = new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
      found[name] = [tensor.dtype, tensor.shape, createHash("sha256").update(bytes).digest("hex")];
      tensors++;
    }
    expect([seed, found]).toEqual([seed, JSON.parse(readFileSync(`${path}.json`, "utf8"))]);
    await writePyTorch(`${path}-back.pt`, checkpoint.value);
    const real = [...checkpoint.tensors].filter(([, { dtype }]) => dtype !== "c128");
    await writeSafetensors(`${path}-tree.safetensors`, real);

    await using flat = await openCheckpoint(`${path}.safetensors`);
    await writeSafetensors(`${path}-back.safetensors`, flat.tensors, { metadata: flat.metadata });
    expect(readFileSync(`${path}-back.safetensors`).equals(readFileSync(`${path}.safetensors`))).toBe(true);
  }
  expect(tensors).toBeGreaterThan(STRUCTURES);
  const { faults, torch } = JSON.parse(python("check", folder));
  expect(faults).toEqual([]);
  console.log(`${STRUCTURES} structures with ${tensors} tensors, both ways, against torch ${torch}`);
});
