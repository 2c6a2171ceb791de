import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { forgetLocalModel, localModel } from "../../models/local-models.ts";
import { openFolder } from "./open-folder.ts";

const manifest = readFileSync(
  new URL("../../../../../packages/models/classifier/tiny-cats.json", import.meta.url),
  "utf8",
);

function file(path: string, text = "x"): File {
  const made = new File([text], path.replace(/.*\//, ""));
  Object.defineProperty(made, "webkitRelativePath", { value: path });
  return made;
}

test("the manifest nearest to the top is the model's, with its graph and card", async () => {
  const { name, place } = await openFolder([
    file("mine/a/b/tiny-cats.json", "{}"),
    file("mine/a/onnx/model.onnx", "graph"),
    file("mine/a/tiny-cats.json", manifest),
    file("mine/a/README.md", "# card"),
    file("mine/a/other.bin"),
  ]);
  expect(name).toBe("mine/a");
  const model = localModel(place)!;
  expect(Object.keys(model.files)).toEqual(["onnx/model.onnx", "README.md"]);
  expect(await (await fetch(model.files["onnx/model.onnx"])).text()).toBe("graph");
  forgetLocalModel(place);
  expect(localModel(place)).toBeUndefined();
  await expect(fetch(model.manifest)).rejects.toThrow();
  forgetLocalModel(place);
});

test("a folder without manifest, without graph, or with a manifest that is none", async () => {
  expect(await errorOf(() => openFolder([file("mine/x.txt")]))).toMatchObject({ code: "no-manifest", value: "mine" });
  expect(await errorOf(() => openFolder([file("mine/tiny-cats.json", manifest)]))).toMatchObject({
    code: "model-file-missing",
    value: "onnx/model.onnx",
  });
  expect(await errorOf(() => openFolder([file("mine/tiny-cats.json", "{")]))).toMatchObject({ code: "invalid-json" });
});
