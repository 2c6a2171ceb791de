import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import {
  buildGraph,
  type Dim,
  foldConstants,
  inferShapes,
  interpret,
  type Model,
  makeTensor,
  readModel,
  renameValues,
  shareInitializers,
  writeModel,
} from "@tiny-cats/onnx";
import { afterAll, beforeAll, expect, test } from "vitest";
import { missingPeers } from "./peers.ts";

interface Values {
  readonly [name: string]: { readonly shape: number[]; readonly data: number[] };
}

/** By file, by value: its element type and sides, null where onnx knows nothing. */
type Report = Record<string, Record<string, [string, Dim[] | null]>>;

const reason = missingPeers(["torch", "onnx", "onnxscript"]);
const folder = mkdtempSync(join(tmpdir(), "tiny-cats-onnx-"));
const script = join(import.meta.dirname, "onnx-python.py");
const models = new Map<string, { model: Model; inputs: Values; outputs: Values }>();

function python(verb: string, where: string): string {
  const command = process.env.TINY_CATS_PYTHON ?? "python3";
  const { status, stdout, stderr } = spawnSync(command, [script, verb, where], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr.slice(-3000));
  return stdout;
}

beforeAll(() => {
  if (reason) return;
  python("export", folder);
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".onnx"))) {
    const { inputs, outputs } = JSON.parse(readFileSync(join(folder, file.replace(".onnx", ".json")), "utf8"));
    models.set(basename(file, ".onnx"), { model: readModel(readFileSync(join(folder, file))), inputs, outputs });
  }
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("21 exported networks give PyTorch's float64 answers to 1e-9, as they are and optimised", ({ skip }) => {
  if (reason) return skip(reason);
  const gaps: [string, number][] = [];
  for (const [name, { model, inputs, outputs }] of models) {
    for (const version of [model, renameValues(shareInitializers(foldConstants(model)))]) {
      const { y } = interpret(version, inputs);
      const size = Math.max(...outputs.y.data.map(Math.abs));
      expect([name, y.shape]).toEqual([name, outputs.y.shape]);
      gaps.push([name, Math.max(...outputs.y.data.map((value, i) => Math.abs(value - y.data[i]))) / size]);
    }
  }
  expect(gaps).toHaveLength(42);
  expect(gaps.filter(([, gap]) => !(gap < 1e-9))).toEqual([]);
});

test("onnx accepts what is written, and infers no other shapes", ({ skip }) => {
  if (reason) return skip(reason);
  const written = mkdtempSync(join(folder, "written-"));
  for (const [name, { model }] of models) {
    writeFileSync(join(written, `${name}.onnx`), writeModel(model));
    const optimised = inferShapes(renameValues(shareInitializers(foldConstants(model))));
    writeFileSync(join(written, `${name}-optimised.onnx`), writeModel(optimised));
  }
  writeFileSync(join(written, "built.onnx"), writeModel(built()));
  const report: Report = JSON.parse(python("check", written));
  let compared = 0;
  for (const [file, values] of Object.entries(report)) {
    const model = inferShapes(readModel(readFileSync(join(written, file))));
    const { graph } = model;
    for (const { name, type } of [...graph.values, ...graph.outputs]) {
      const theirs = values[name];
      if (!theirs?.[1]) continue;
      expect([file, name, type.dtype, type.shape!.length]).toEqual([file, name, theirs[0], theirs[1].length]);
      for (const [axis, side] of theirs[1].entries()) {
        // Where both know a number it is the same; and none of theirs is unknown here.
        if (typeof side !== "number") continue;
        expect([file, name, axis, type.shape![axis]]).toEqual([file, name, axis, side]);
        compared++;
      }
    }
  }
  expect(Object.keys(report)).toHaveLength(models.size * 2 + 1);
  expect(compared).toBeGreaterThan(2500);
});

/** A graph of this package's own, with every kind of thing it writes. */
function built(): Model {
  const g = buildGraph("built", { opset: 20 });
  const x = g.input("x", "float32", ["batch", 4, 8, 8]);
  const w = g.weight("w", makeTensor("float32", [6, 2, 3, 3], new Float64Array(108).fill(0.1)));
  const half = g.cast(g.gelu(g.conv(x, w, undefined, { groups: 2, padding: 1 }), "tanh"), "float16");
  const pooled = g.flatten(g.globalAveragePool(g.cast(half, "float32")));
  const [left, right] = g.split(g.softmax(pooled), [2, 4], 1);
  g.output("left", left);
  g.output("joined", g.concat([right, left], -1));
  g.output("best", g.op("ArgMax", [pooled], { axis: -1, keepdims: 0 }));
  return g.finish({ metadata: { made: "by tiny-cats" }, doc: "a test" });
}
