// Makes the ONNX files of packages/models again, and puts their sizes and hashes into the manifests.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { classifier, generator } from "@tiny-cats/models";
import { makeGraph } from "./make-graph.ts";

for (const model of [classifier, generator]) {
  const graph = await makeGraph(model);
  await writeFile(model.files["onnx/model.onnx"], graph);
  const manifest = JSON.parse(await readFile(model.manifest, "utf8"));
  for (const file of manifest.files) {
    const bytes = await readFile(new URL(file.path, model.manifest));
    file.bytes = bytes.length;
    file.sha256 = createHash("sha256").update(bytes).digest("hex");
    console.log(`${manifest.name}/${file.path} ${file.bytes} ${file.sha256}`);
  }
  await writeFile(model.manifest, `${JSON.stringify(manifest, null, 2)}\n`);
}
