import { classifierManifest, tinyModel } from "../test/tiny-models.ts";
import type { Intercept } from "./serve-packages.ts";

/** Serves the tiny classifier as /tiny, and scripts by their paths. */
export function serveTiny(scripts: Record<string, string> = {}): Intercept {
  return (_, response, path) => {
    const script = scripts[path];
    if (script !== undefined) response.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
    else if (path === "/tiny/tiny-cats.json") response.end(JSON.stringify(classifierManifest()));
    else if (path === "/tiny/tiny-classifier.onnx") response.end(tinyModel("tiny-classifier"));
    else return false;
    return true;
  };
}
