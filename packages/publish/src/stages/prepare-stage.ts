import type { FoundModelSource } from "../discover/discovery.ts";
import { given } from "../given.ts";
import { besideModel } from "../prepare/beside-model.ts";
import { prepare } from "../prepare/prepare.ts";
import type { Prepared } from "../prepared.ts";
import { isIntact } from "../resume/is-intact.ts";
import { stampsOf } from "../resume/stamps-of.ts";
import type { PublishRun } from "./publish-run.ts";

/** Makes the tree of what was found, or finds it as an earlier run made it. @throws what prepare throws */
export async function prepareStage(run: PublishRun, models: readonly FoundModelSource[]): Promise<Prepared> {
  const { options, work, stop } = run;
  const { variant, tokenizer, license, data, allowMissing = [], onProgress, onNote } = options;
  const written = await stampsOf([...models.flatMap(besideModel), tokenizer, data], stop);
  const prepared = await run.stage(
    "prepare",
    { models, variant, tokenizer, license, data, allowMissing, written },
    () =>
      prepare(models, work.tree, {
        ...given({ weights: variant, tokenizer, license, data, onProgress }),
        ...{ allowMissing, ...stop },
      }),
    (earlier) => isIntact(earlier, stop.signal),
  );
  for (const { kind, notes } of prepared.models) for (const note of notes) onNote?.(`${kind}: ${note}`);
  return prepared;
}
