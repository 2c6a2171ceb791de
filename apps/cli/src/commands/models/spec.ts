import type { ArgumentSpec, CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";

const MODELS_OPTIONS = [FORMAT_OPTION] as const satisfies readonly OptionSpec[];

const MODELS_ARGUMENTS: readonly ArgumentSpec[] = [
  {
    name: "models",
    summary: "model folders, or classifier and generator for the embedded ones; both of these unless told",
    variadic: true,
    complete: "folder",
  },
];

export const models: CommandSpec = {
  name: "models",
  summary: "list, describe and verify models",
  commands: [
    {
      name: "list",
      summary: "name, task and size of models",
      arguments: MODELS_ARGUMENTS,
      options: MODELS_OPTIONS,
      examples: ["tiny-cats models list", "tiny-cats models list ~/models/*"],
      load: async () => (await import("./list.ts")).runModelsList,
    },
    {
      name: "info",
      summary: "all that models' manifests say",
      arguments: MODELS_ARGUMENTS,
      options: MODELS_OPTIONS,
      examples: ["tiny-cats models info generator", "tiny-cats models info my-model --format json"],
      load: async () => (await import("./info.ts")).runModelsInfo,
    },
    {
      name: "verify",
      summary: "hold models' files against the sizes and hashes in their manifests",
      details: [
        "The exit status is 1 where a file is damaged or one that is needed is missing. What is inside weight files and ONNX models is the matter of tiny-cats verify.",
      ],
      arguments: MODELS_ARGUMENTS,
      options: MODELS_OPTIONS,
      examples: ["tiny-cats models verify", "tiny-cats models verify my-model"],
      load: async () => (await import("./verify.ts")).runModelsVerify,
    },
  ],
};
