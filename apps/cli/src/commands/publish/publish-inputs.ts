import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as embedded from "@tiny-cats/models";
import type { ModelKind, PublishOptions } from "@tiny-cats/publish";
import type { CommandContext } from "../../command-context.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import { readThresholds } from "../validate/read-thresholds.ts";
import { commonInputs } from "./common-inputs.ts";
import type { PUBLISH_OPTIONS } from "./spec.ts";

const KINDS: readonly ModelKind[] = ["classifier", "generator", "language"];

/** What flags say of a publication of models, with paths resolved against the current folder. */
export async function publishInputs(context: CommandContext, repo: string): Promise<PublishOptions> {
  const { io, args, options } = context;
  const values = options as OptionValues<typeof PUBLISH_OPTIONS>;
  const at = (path: string) => resolve(io.cwd, path);
  const explicit = Object.fromEntries(
    KINDS.flatMap((kind) => (values[kind] === undefined ? [] : [[kind, at(values[kind])]])),
  );
  const graphs = Object.fromEntries(
    (["classifier", "generator"] as const).flatMap((kind) => {
      const given = values[`onnx-${kind}`];
      return given === undefined ? [] : [[kind, at(given)]];
    }),
  );
  const own = args[0] === undefined && Object.keys(explicit).length === 0;
  const reports = [...values["evaluation-report"], ...values["benchmark-report"]].map(at);
  const embeddedReports = join(fileURLToPath(new URL(".", embedded.classifier.manifest)), "..", "reports");
  const { variant, layout } = values;
  return {
    ...commonInputs(context, repo),
    ...(args[0] !== undefined && { folder: at(args[0]) }),
    explicit,
    graphs,
    layout,
    allowMissing: values["allow-missing"],
    extractor: embedded.extractor,
    reports: own ? [...reports, embeddedReports] : reports,
    ...(own && { embedded: { classifier: embedded.classifier, generator: embedded.generator } }),
    ...chosen("only", values.only),
    ...chosen("skip", values.skip),
    ...(variant && { variant }),
    ...(values["samples-dir"] !== undefined && { samplesDir: at(values["samples-dir"]) }),
    ...(values.data !== undefined && { data: at(values.data) }),
    ...(values.tokenizer !== undefined && { tokenizer: at(values.tokenizer) }),
    ...(values.thresholds !== undefined && { thresholds: await readThresholds(at(values.thresholds), io.signal) }),
  };
}

function chosen(name: "only" | "skip", text: string | undefined): Partial<Record<"only" | "skip", ModelKind[]>> {
  if (text === undefined) return {};
  const given = text.split(",").map((kind) => kind.trim());
  const wrong = given.find((kind) => !KINDS.some((one) => one === kind));
  if (wrong === undefined) return { [name]: given as ModelKind[] };
  throw usageError("invalid-option-value", `--${name} names ${JSON.stringify(wrong)}, which is no kind of model`, {
    value: text,
    remedy: `use ${KINDS.join(", ")}, with commas between them`,
  });
}
