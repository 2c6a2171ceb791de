// How long the caller's event loop stands still while models load, classify and draw: gaps of a 1 ms timer.
import { decodeImage, loadClassifier, loadGenerator } from "@tiny-cats/core/node";
import { classifier as classifierModel, generator as generatorModel } from "@tiny-cats/models";
import { fixture } from "./fixture.ts";
import { largePicture, photo as makePhoto } from "./large-photo.ts";

async function gaps(work: () => Promise<void>): Promise<{ p99: number; largest: number; ms: number }> {
  const seen: number[] = [];
  const start = performance.now();
  let last = start;
  const timer = setInterval(() => {
    const now = performance.now();
    seen.push(now - last - 1);
    last = now;
  }, 1);
  await work();
  clearInterval(timer);
  seen.sort((a, b) => a - b);
  return { p99: seen[Math.floor(seen.length * 0.99)], largest: seen.at(-1)!, ms: performance.now() - start };
}

const rows: [string, Awaited<ReturnType<typeof gaps>>][] = [];
const measure = async (name: string, work: () => Promise<void>) => rows.push([name, await gaps(work)]);

const photo = await makePhoto(fixture("chelsea.png"), 4000, 3000);
const transparent = await largePicture(fixture("chelsea.png"));
const chelsea = await decodeImage(fixture("chelsea.png"));
await measure("load both models", async () => {
  const both = [await loadClassifier(classifierModel), await loadGenerator(generatorModel)];
  for (const model of both) await model.dispose();
});
const classifier = await loadClassifier(classifierModel);
const generator = await loadGenerator(generatorModel);
await measure("classify 451x300, 100 times, 8 at once", async () => {
  for (let i = 0; i < 100; i += 8) await Promise.all(Array.from({ length: 8 }, () => classifier.classify(chelsea)));
});
await measure("classify a 4000x3000 JPEG's bytes, 10 times", async () => {
  for (let i = 0; i < 10; i++) await classifier.classify(photo);
});
await measure("classify the bytes of a 4000x3000 PNG with alpha, 5 times", async () => {
  for (let i = 0; i < 5; i++) await classifier.classify(transparent);
});
await measure("decodeImage on a 4000x3000 PNG with alpha, 5 times", async () => {
  for (let i = 0; i < 5; i++) await decodeImage(transparent);
});
await measure("draw 24 pictures, 20 steps", async () => {
  const requests = generator.drawable.flatMap((breed) => [0, 1].map((index) => ({ breed, index })));
  for await (const _ of generator.draw(requests, { seed: 1 }));
});

console.log("| work | took | gap p99 | largest gap |\n|---|---|---|---|");
for (const [name, { p99, largest, ms }] of rows) {
  console.log(`| ${name} | ${(ms / 1000).toFixed(1)} s | ${p99.toFixed(1)} ms | ${largest.toFixed(1)} ms |`);
}
