import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { ModelKind } from "../model-kind.ts";
import type { Candidate } from "./discovery.ts";
import type { Identified } from "./identify.ts";

/** A path named by hand that holds nothing of its kind to publish. */
export function notUsable(
  kind: ModelKind,
  path: string,
  { reason, remedy, usable, untrained, kind: found }: Identified,
): TinyCatsError {
  if (untrained)
    return new TinyCatsError("untrained-model", `${path} can't be published: ${reason}`, {
      value: path,
      remedy: "train it, and publish the checkpoint of that training",
    });
  const why = usable ? `it holds a ${found}` : reason;
  return new TinyCatsError("model-not-usable", `${path} can't be published as a ${kind}: ${why}`, {
    value: { path, kind, reason: why },
    remedy: usable
      ? `give it with --${found}, or give another file`
      : (remedy ??
        "give a checkpoint that `tiny-cats inspect` knows, or the folder of a model with its tiny-cats.json"),
  });
}

/** The folder given is not there. */
export function noFolder(folder: string): TinyCatsError {
  return new TinyCatsError("no-such-folder", `there is no folder ${folder}`, {
    value: folder,
    remedy: "give the folder of a model or of a training, or leave it out to publish the embedded models",
  });
}

/** Nothing was found; the value lists what was looked at. */
export function nothingFound(looked: Candidate[]): TinyCatsError {
  const seen = looked.slice(0, 8).map(({ path, reason }) => `${path}: ${reason}`);
  const more = looked.length > seen.length ? `; and ${looked.length - seen.length} more` : "";
  return new TinyCatsError(
    "nothing-to-publish",
    `no model was found${seen.length > 0 ? ` (${seen.join("; ")}${more})` : ""}`,
    {
      value: looked,
      remedy:
        "give the folder of a model, or a checkpoint with --classifier, --generator or --language; `tiny-cats publish` without a folder publishes the embedded models",
    },
  );
}
