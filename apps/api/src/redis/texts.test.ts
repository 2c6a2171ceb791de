import { TinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { expect, it } from "vitest";
import { models, settings } from "../testing/redis-fixture.ts";
import { packError, unpackError } from "./carried-error.ts";
import { classificationText, parseClassificationText } from "./classification-text.ts";
import { classificationId, drawingId, queueName } from "./names.ts";

it("a classification's numbers survive, whatever they are", () => {
  fc.assert(
    fc.property(
      fc.float32Array(),
      fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined }),
      (logits, p) => {
        const found = { predictions: [], catProbability: p === 0 ? 0 : p, logits };
        expect(parseClassificationText(classificationText(found))).toEqual(found);
      },
    ),
    { seed: 1 },
  );
});

it("an error's code, message, remedy and plain value survive, and any other reason is a worker's failure", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.string(),
      fc.oneof(fc.string(), fc.integer()),
      (code, message, remedy, value) => {
        const error = new TinyCatsError(code, message, { value, remedy });
        expect(unpackError(packError(error).message)).toEqual(error);
      },
    ),
    { seed: 1 },
  );
  expect(
    unpackError(packError(new TinyCatsError("a", "b", { value: { big: 1 }, remedy: "c" })).message).value,
  ).toBeUndefined();
  for (const reason of ["job stalled more than allowable limit", "null", "[]", '{"code":1}', ""]) {
    expect(unpackError(reason)).toMatchObject({ code: "worker-failed", message: expect.stringContaining(reason) });
  }
});

it("a job's id depends on every setting, not on the order of keys", async () => {
  const wanted = settings(await models(), { times: { kind: "logit-normal", mean: 0.5, std: 1 } });
  const id = drawingId(wanted);
  expect(id).toMatch(/^[0-9a-f]{64}$/);
  const turned = Object.fromEntries(
    Object.entries({ ...wanted, times: { std: 1, mean: 0.5, kind: "logit-normal" } }).reverse(),
  );
  expect(drawingId(turned as unknown as typeof wanted)).toBe(id);
  const others = {
    breed: "Bengal",
    seed: 2,
    index: 1,
    steps: 3,
    solver: "heun",
    times: { kind: "logit-normal", mean: 0.5, std: 2 },
    guidance: 2,
    guidanceInterval: [0, 0.5],
    guidanceRescale: 0.5,
    modelSha256: "0",
  } satisfies typeof wanted;
  const ids = Object.entries(others).map(([key, value]) => drawingId({ ...wanted, [key]: value }));
  expect(new Set([id, ...ids]).size).toBe(Object.keys(others).length + 1);
  expect(Object.keys(others).sort()).toEqual(Object.keys(wanted).sort());
});

it("models that answer differently have queues of their own", async () => {
  const { classifier, generator } = await models();
  if (!classifier || !generator) throw new Error("no models");
  const queues = [
    queueName(classifier.found),
    queueName({ ...classifier.found, graph: { sha256: "f".repeat(64) } }),
    queueName({ ...classifier.found, manifest: { ...classifier.found.manifest, labels: ["a"] } }),
    queueName(generator.found),
  ];
  expect(new Set(queues).size).toBe(queues.length);
  for (const queue of queues) expect(queue).toMatch(/^[\w-]+$/);
  expect(classificationId(queues[0], "a")).not.toBe(classificationId(queues[1], "a"));
});
