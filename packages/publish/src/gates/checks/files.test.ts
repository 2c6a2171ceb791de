import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderOf } from "../../../../../tooling/testing/folder-of.ts";
import { gateOf, pool } from "../../testing/gate-of.ts";
import { change, hashOf, put, rehash } from "../../testing/model-folder.ts";
import { handClassifier } from "../../testing/tiny-graphs.ts";
import { validate } from "../validate.ts";

const model = () => handClassifier((_, mean) => mean);

describe("files", () => {
  test("of another hash, size or none", async () => {
    const folder = model();
    expect(await gateOf(folder, "files")).toMatchObject({ passed: true, value: "1 of 1 files" });
    const bytes = readFileSync(join(folder, "onnx/model.onnx"));
    bytes[bytes.length - 1] ^= 1;
    put(folder, "onnx/model.onnx", bytes);
    expect(await gateOf(folder, "files")).toMatchObject({
      passed: false,
      value: "0 of 1 files",
      message: "onnx/model.onnx has another hash than its manifest says",
    });
    put(folder, "onnx/model.onnx", bytes.subarray(1));
    expect((await gateOf(folder, "files")).message).toBe(
      `onnx/model.onnx has ${bytes.length - 1} bytes, not ${bytes.length}`,
    );
    rmSync(join(folder, "onnx/model.onnx"));
    expect((await gateOf(folder, "files")).message).toBe("onnx/model.onnx is missing");
    for (const allowed of ["onnx/model.onnx", "onnx/"]) {
      const result = await gateOf(folder, "files", { allowMissing: [allowed] });
      expect(result.passed).toBe(true);
      expect(result.warnings).toEqual(["files: onnx/model.onnx is missing, and allowed to be"]);
    }
    put(folder, "onnx/model.onnx/file", "a folder where a file should be");
    expect((await gateOf(folder, "files", { allowMissing: ["onnx/model.onnx"] })).message).toBe(
      "onnx/model.onnx is missing",
    );
  });

  test("that are optional may be absent, and are held to their hash where they are not", async () => {
    const folder = model();
    const file = { path: "model.safetensors", role: "weights", bytes: 3, sha256: hashOf("abc"), optional: true };
    change(folder, "tiny-cats.json", (manifest) => manifest.files.push(file));
    expect(await gateOf(folder, "files")).toMatchObject({ passed: true, value: "1 of 1 files" });
    put(folder, "model.safetensors", "abd");
    expect(await gateOf(folder, "files")).toMatchObject({ passed: false, value: "1 of 2 files" });
  });

  test("that SHA256SUMS speaks of", async () => {
    const folder = model();
    put(folder, "README.md", "x");
    const sums = (text: string) => put(folder, "SHA256SUMS", text);
    sums(`${hashOf("x")}  README.md\n${hashOf(readFileSync(join(folder, "onnx/model.onnx")))} *onnx/model.onnx\n`);
    expect((await gateOf(folder, "files")).message).toContain("and 2 as SHA256SUMS");
    sums(`${hashOf("y")}  README.md\n`);
    expect((await gateOf(folder, "files")).message).toBe("README.md has another hash than SHA256SUMS says");
    sums(`${hashOf("y")}  samples/a.png\n`);
    expect((await gateOf(folder, "files")).message).toBe("samples/a.png of SHA256SUMS is missing");
    expect((await gateOf(folder, "files", { allowMissing: ["samples"] })).passed).toBe(true);
    sums(`${hashOf("x")}  README.md\n${hashOf("x")}  README.md\n`);
    expect((await gateOf(folder, "files")).message).toBe(
      `SHA256SUMS can't be read: line 2 names "README.md" a second time`,
    );
    sums("README.md\n");
    expect((await gateOf(folder, "files")).message).toBe("SHA256SUMS can't be read: line 1 is no hash and path");
    sums(`${hashOf("y")}  ../../etc/passwd\n`);
    expect((await gateOf(folder, "files")).message).toMatch(
      /^SHA256SUMS can't be read: line 1: .*is no path below a folder/,
    );
  });

  test.each<[string, string | Uint8Array, string]>([
    ["extra/model.pt", "x", "a pickle"],
    ["pytorch_model.bin", "x", "a pickle"],
    ["data.dat", Uint8Array.of(0x80, 4, 0x95, 1), "a pickle"],
    ["weights.bin", Uint8Array.of(0x50, 0x4b, 3, 4, 0), "an archive that may hold a pickle"],
    ["install.sh", "x", "a program"],
    ["tool", Uint8Array.of(0x7f, 0x45, 0x4c, 0x46), "a program"],
    ["tool.txt", "MZ and more", "a program"],
    ["run", "#!/bin/sh\n", "a script"],
    ["modeling_cats.py", "print()", "a script"],
    ["examples/tool.dll", "x", "a program"],
  ])("%s is out of place", async (path, content, what) => {
    const folder = model();
    put(folder, path, content);
    const result = await gateOf(folder, "files");
    expect(result).toMatchObject({ passed: false, message: `${path} is ${what}` });
    expect(result.remedy).toContain("take out what does not belong");
  });

  test.each<[string, string | Uint8Array]>([
    ["examples/classification_example.py", "print()"],
    ["examples/generation_example.mjs", "#!/usr/bin/env node\n"],
    ["datasets/train.bin", Uint8Array.of(0x80, 4, 0x4d, 0x5a)],
    ["datasets/train.zip", Uint8Array.of(0x50, 0x4b, 3, 4)],
    ["notes.txt", "#"],
    [".git/hooks/pre-commit", "#!/bin/sh\n"],
  ])("%s is not", async (path, content) => {
    const folder = model();
    put(folder, path, content);
    expect((await gateOf(folder, "files")).passed).toBe(true);
  });

  test("a pickle that the manifest lists as weights is not, as any other it is", async () => {
    const folder = model();
    put(folder, "model.pt", "x");
    rehash(folder, [{ path: "model.pt", role: "weights" }]);
    expect((await gateOf(folder, "files")).passed).toBe(true);
    change(folder, "tiny-cats.json", (manifest) => {
      manifest.files[1].role = "notes";
    });
    expect((await gateOf(folder, "files")).message).toBe("model.pt is a pickle");
  });

  test("that are none: FIFOs, devices, links to nowhere", async () => {
    const folder = model();
    execFileSync("mkfifo", [join(folder, "fifo")]);
    symlinkSync("/dev/zero", join(folder, "zero"));
    symlinkSync("nowhere", join(folder, "nowhere"));
    expect((await gateOf(folder, "files")).message).toBe("fifo is no file; nowhere is no file; zero is no file");
  });

  test("a graph that is a device, or one without end, is not read", async () => {
    const folder = model();
    rmSync(join(folder, "onnx/model.onnx"));
    symlinkSync("/dev/zero", join(folder, "onnx/model.onnx"));
    const report = await validate(folder, { pool });
    expect(report.passed).toBe(false);
    expect(report.errors.filter((error) => error.includes("there is no file onnx/model.onnx")).length).toBeGreaterThan(
      1,
    );
  });

  test("reports that are none, where reports lie", async () => {
    const folder = model();
    put(folder, "reports/report.json", {
      schema: "tiny-cats/evaluation-report",
      version: 1,
      task: "image-classification",
    });
    expect((await gateOf(folder, "files")).message).toMatch(/^reports\/report.json can't be read as a report: /);
    put(folder, "reports/report.json", "{");
    expect((await gateOf(folder, "files")).message).toContain("reports/report.json");
    put(folder, "reports/report.json", { schema: "of another program" });
    expect((await gateOf(folder, "files")).passed).toBe(true);
  });

  test("more faults than anyone reads are counted", async () => {
    const folder = model();
    for (let i = 0; i < 12; i++) put(folder, `f${String(i).padStart(2, "0")}.pt`, "x");
    expect((await gateOf(folder, "files")).message).toMatch(/f09.pt is a pickle; and 2 more$/);
  });
});

test("a manifest with other faults is refused, licence or not", async () => {
  const folder = folderOf({ "tiny-cats.json": JSON.stringify({ schema: "tiny-cats/manifest", version: 1 }) });
  await expect(validate(folder)).rejects.toMatchObject({ code: "invalid-document" });
  const escaping = model();
  change(escaping, "tiny-cats.json", (manifest) => {
    manifest.files[0].path = "../model.onnx";
  });
  await expect(validate(escaping)).rejects.toMatchObject({ code: "invalid-document" });
});
