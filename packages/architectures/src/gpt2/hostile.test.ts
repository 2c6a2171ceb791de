import { TinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalTensors } from "../canonical-tensors.ts";
import { detect } from "../detect.ts";
import { architectures } from "../registry.ts";
import { inMemory } from "../testing/in-memory.ts";

const language = [architectures.gpt2, architectures.nanecho];
/** NanEcho's layouts have the same marks: the last needs no tree around them. */
const layouts = [...architectures.gpt2.dialects, architectures.nanecho.dialects.at(-1)!];

/** Shapes that the names promise nothing of. */
const shape = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });
const number = fc.oneof(fc.integer({ min: -2, max: 6 }), fc.constantFrom(1e9, 2 ** 53, 0.5, "2", null, undefined, {}));

test.each(layouts.map((dialect) => [dialect.title, dialect] as const))(
  "%s: tensors of any shape and configurations of any kind are refused with a code",
  async (_, { marks }) => {
    const files = fc.tuple(
      fc.tuple(...marks.map(() => shape)),
      fc.dictionary(
        fc.constantFrom("n_head", "n_layer", "n_embd", "vocab_size", "block_size", "n_positions", "persona_dimensions"),
        number,
      ),
    );
    const property = fc.asyncProperty(files, async ([shapes, config]) => {
      const tensors = marks.map((name, i) => {
        const count = shapes[i].reduce((product, side) => product * side, 1);
        return [name, { dtype: "f32" as const, shape: shapes[i], data: new Float32Array(count) }] as const;
      });
      const file = await inMemory(new Map(tensors));
      try {
        await canonicalTensors(detect(file, { config, among: language }));
      } catch (error) {
        expect(error).toBeInstanceOf(TinyCatsError);
        expect((error as TinyCatsError).code).toMatch(
          /^(tensor-mismatch|invalid-model-config|config-needed|unknown-architecture)$/,
        );
        return;
      }
      throw new Error("no model has only its marks");
    });
    await fc.assert(property, { seed: 20261122, numRuns: 150 });
  },
);
