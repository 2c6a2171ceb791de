import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as embedded from "@tiny-cats/models";
import type { ModelKind, PublishOptions } from "@tiny-cats/publish";
import type { CommandContext } from "../../command-context.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import { readThresholds } from "../validate/read-thresholds.ts";
import type { PUBLISH_OPTIONS } from "./spec.ts";

const KINDS: readonly ModelKind[] = ["classifier", "generator", "language"];

/** What flags say of a publication, with paths resolved against the current folder. */
export async function publishInputs(
  { io, args, options }: CommandContext,
  repo: string,
): Promise<Omit<PublishOptions, "command">> {
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
  const { variant, layout, license, message, tag } = values;
  return {
    work: at(values.work ?? join(".cache", "tiny-cats", "publish", repo.replace("/", "--"))),
    ...(args[0] !== undefined && { folder: at(args[0]) }),
    explicit,
    graphs,
    layout,
    private: values.private,
    pullRequest: values.pr,
    dryRun: values["dry-run"],
    allowMissing: values["allow-missing"],
    extractor: embedded.classifier,
    reports: own ? [...reports, embeddedReports] : reports,
    ...(own && { embedded: { classifier: embedded.classifier, generator: embedded.generator } }),
    ...chosen("only", values.only),
    ...chosen("skip", values.skip),
    ...(variant && { variant }),
    ...(license !== undefined && { license }),
    ...(message !== undefined && { message }),
    ...(values["no-tag"] ? { tag: false as const } : tag !== undefined && { tag }),
    ...(values["samples-dir"] !== undefined && { samplesDir: at(values["samples-dir"]) }),
    ...(values.data !== undefined && { data: at(values.data) }),
    ...(values.tokenizer !== undefined && { tokenizer: at(values.tokenizer) }),
    ...(values["report-dir"] !== undefined && { reportDir: at(values["report-dir"]) }),
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
