import { castTensor, type TensorSource } from "@tiny-cats/checkpoint";
import { describe, expect, test } from "vitest";
import { canonicalTensors } from "../canonical-tensors.ts";
import { detect } from "../detect.ts";
import { gpt2 } from "../gpt2/gpt2.ts";
import { openGolden } from "../testing/golden.ts";
import { languageGolden } from "../testing/language-golden.ts";
import { bytesOf, expectSameTensors, inMemorySources } from "../testing/named-sources.ts";
import type { NamedSources } from "../weights.ts";
import type { NanEchoConfig } from "./config.ts";
import { joinNanEcho } from "./join-nanecho.ts";
import { splitNanEcho } from "./split-nanecho.ts";

const cases = languageGolden.nanecho;

async function open(name: string) {
  const found = detect(await openGolden(Object.values(cases[name].files)[0]));
  return { config: found.config as NanEchoConfig, tensors: await canonicalTensors(found), ids: cases[name].input_ids };
}

function constant(shape: readonly number[], value: number): TensorSource {
  const count = shape.reduce((product, side) => product * side, 1);
  return {
    dtype: "f32",
    shape,
    async *chunks() {
      yield new Uint8Array(new Float32Array(count).fill(value).buffer);
    },
  };
}

function withMasks(tensors: NamedSources, value: number): NamedSources {
  return new Map(
    [...tensors].map(([name, source]) => [
      name,
      name.endsWith("connection_mask.mask") ? constant(source.shape, value) : source,
    ]),
  );
}

async function floats(source: TensorSource): Promise<Float32Array> {
  return new Float32Array(new Uint8Array(await bytesOf(source)).buffer);
}

describe("whole -> core and extras -> whole", () => {
  test.each(["nanecho", "nanecho-small", "nanecho-four", "nanecho-plain"])(
    "%s is the same to the bit",
    async (name) => {
      const { config, tensors } = await open(name);
      const { core, extras } = await splitNanEcho(config, tensors);
      const coreFile = detect(await inMemorySources(core.tensors), { config: { ...core.config } });
      expect(coreFile.architecture).toBe(gpt2);
      const extrasFile = await inMemorySources(extras);
      const back = await joinNanEcho(config, await canonicalTensors(coreFile), extrasFile.tensors);
      await expectSameTensors(back, tensors);
    },
  );

  test.each(["bf16", "f16", "f64"] as const)("in %s too", async (dtype) => {
    const { config, tensors } = await open("nanecho-small");
    const cast = new Map([...tensors].map(([name, source]) => [name, castTensor(source, dtype)]));
    const { core, extras } = await splitNanEcho(config, cast);
    await expectSameTensors(await joinNanEcho(config, core.tensors, extras), cast);
  });

  test("a whole without masks needs no hidden weights", async () => {
    const { config, tensors } = await open("nanecho-small");
    const grown = withMasks(tensors, 1);
    const { core, extras } = await splitNanEcho(config, grown);
    expect([...extras.keys()].filter((name) => name.endsWith(".hidden"))).toEqual([]);
    await expectSameTensors(await joinNanEcho(config, core.tensors, extras), grown);
  });
});

test("masks are applied to the output projection and both matrices of the MLP", async () => {
  const { config, tensors } = await open("nanecho");
  const { core } = await splitNanEcho(config, tensors);
  const d = config.n_embd;
  const of = (name: string) => floats(tensors.get(`blocks.2.${name}`)!);
  const [out, outMask, first, second, mask] = await Promise.all(
    [
      "attn.out_proj.weight",
      "attn.connection_mask.mask",
      "mlp.0.weight",
      "mlp.2.weight",
      "mlp_connection_mask.mask",
    ].map(of),
  );
  const folded = (name: string) => floats(core.tensors.get(`transformer.h.2.${name}.weight`)!);
  const [proj, up, down] = [await folded("attn.c_proj"), await folded("mlp.c_fc"), await folded("mlp.c_proj")];
  let closed = 0;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) expect(proj[i * d + j]).toBe(out[j * d + i] * outMask[j * d + i] + 0);
    for (let j = 0; j < 4 * d; j++) {
      expect(up[i * 4 * d + j]).toBe(first[j * d + i] * mask[j * d + i] + 0);
      expect(down[j * d + i]).toBe(second[i * 4 * d + j] * mask[j * d + i] + 0);
      if (mask[j * d + i] === 0) closed++;
    }
  }
  expect(closed).toBeGreaterThan(50);
});

test("what was trained since is kept where connections are open", async () => {
  const { config, tensors } = await open("nanecho-small");
  const { core, extras } = await splitNanEcho(config, tensors);
  const name = "transformer.h.0.attn.c_proj.weight";
  const trained = new Map([...core.tensors, [name, constant([8, 8], 7)]]);
  const back = await joinNanEcho(config, trained, extras);
  const [found, before, mask] = await Promise.all([
    floats(back.get("blocks.0.attn.out_proj.weight")!),
    floats(tensors.get("blocks.0.attn.out_proj.weight")!),
    floats(tensors.get("blocks.0.attn.connection_mask.mask")!),
  ]);
  expect([...found]).toEqual([...before].map((value, i) => (mask[i] === 1 ? 7 : value)));
});

describe("refusals", () => {
  test("a mask of other numbers", async () => {
    const { config, tensors } = await open("nanecho-small");
    await expect(splitNanEcho(config, withMasks(tensors, 0.5))).rejects.toMatchObject({
      code: "connections-not-binary",
      value: 0.5,
    });
  });

  test("extras that lack a tensor, or have one too many", async () => {
    const { config, tensors } = await open("nanecho-small");
    const { core, extras } = await splitNanEcho(config, tensors);
    const wrong = new Map(extras);
    wrong.delete("blocks.0.attn.mask");
    wrong.set("blocks.0.attn.out_proj.weight.hidden", constant([8], 0));
    await expect(joinNanEcho(config, core.tensors, wrong)).rejects.toMatchObject({
      code: "tensor-mismatch",
      value: { missing: ["blocks.0.attn.mask"], unknown: ["blocks.0.attn.out_proj.weight.hidden"] },
    });
    await expect(joinNanEcho(config, new Map(), extras)).rejects.toMatchObject({ code: "tensor-mismatch" });
  });

  test("biases that a whole without them can't take back", async () => {
    const { config, tensors } = await open("nanecho-four");
    const { core, extras } = await splitNanEcho(config, tensors);
    const name = "transformer.h.1.mlp.c_fc.bias";
    const trained = new Map([...core.tensors, [name, constant([32], 0.5)]]);
    await expect(joinNanEcho(config, trained, extras)).rejects.toMatchObject({ code: "biases-not-zero", value: name });
  });
});
