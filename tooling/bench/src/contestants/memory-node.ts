// Prints the resident memory of this process over cycles of both models, as JSON.
import { setTimeout } from "node:timers/promises";
import { decodeImage, loadClassifier, loadGenerator } from "@tiny-cats/core/node";
import { classifier as classifierModel, generator as generatorModel } from "@tiny-cats/models";
import { fixture } from "../fixture.ts";
import { memoryOver } from "../memory-cycles.ts";

const picture = await decodeImage(fixture("chelsea.png"));

async function cycle(): Promise<void> {
  await using classifier = await loadClassifier(classifierModel);
  await using generator = await loadGenerator(generatorModel);
  await classifier.classify(picture);
  for await (const _ of generator.draw(["Siamese"], { seed: 7, steps: 2 }));
}

async function look(): Promise<number> {
  globalThis.gc?.();
  await setTimeout(200);
  return process.memoryUsage.rss();
}

process.stdout.write(JSON.stringify(await memoryOver(cycle, look)));
