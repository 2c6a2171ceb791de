import { type Device, decodeImage, loadClassifier } from "@tiny-cats/core/web";
import { classifier } from "@tiny-cats/models";

// What a reader of the README would write.
const picture = new URL("../../fixtures/chelsea.png", import.meta.url);
const device = (new URLSearchParams(location.search).get("device") ?? "wasm") as Device;
const cats = await loadClassifier(classifier, { device });
const { predictions } = await cats.classify(await decodeImage(await (await fetch(picture)).blob()));
document.querySelector("output")!.value =
  `${predictions[0].label} ${predictions[0].probability.toFixed(4)} ${cats.runtime}`;
