import type { Gpt2Config } from "../gpt2/config.ts";
import type { CoreGap } from "../nanecho/measure-core-gap.ts";
import type { TrainingMetadata } from "./training-metadata.ts";

/** What a README tells. */
export interface ReadmeFacts {
  readonly name: string;
  /** An identifier of Hugging Face's list; none is claimed unless told. */
  readonly license?: string;
  readonly config: Gpt2Config;
  readonly parameters: number;
  readonly training: TrainingMetadata;
  readonly notes: readonly string[];
  /** Whether the model is the GPT-2 within a NanEcho, and how far it is from the whole. */
  readonly nanEcho?: { readonly gap?: CoreGap };
  readonly hasTokenizer: boolean;
}

/** README.md of a converted model: what it is, what was left out, and what its checkpoint says of its training. Nothing else is claimed. */
export function folderReadme(facts: ReadmeFacts): string {
  const { name, config, parameters, notes } = facts;
  const gelu = config.activation_function === "gelu" ? "exact GELU" : "GELU by its tanh approximation";
  return `${[
    frontMatter(facts),
    `# ${oneLine(name)}`,
    "A language model in the layout of GPT-2, converted from a training checkpoint.",
    table([
      ["parameters", parameters.toLocaleString("en-GB")],
      ["layers", config.n_layer],
      ["width", config.n_embd],
      ["heads", config.n_head],
      ["vocabulary", config.vocab_size],
      ["longest sequence", `${config.n_positions} tokens`],
      ["activation", gelu],
    ]),
    ...nanEchoPart(facts),
    ...(notes.length > 0 ? ["## Conversion", notes.map((note) => `- ${oneLine(note)}`).join("\n")] : []),
    "## Training",
    "As the checkpoint records it; nothing of it was measured again.",
    table(trainingRows(facts.training)),
    "## Use",
    usage(facts.hasTokenizer),
  ].join("\n\n")}\n`;
}

function frontMatter({ license, nanEcho }: ReadmeFacts): string {
  const tags = ["gpt2", ...(nanEcho ? ["echo-self", "nanecho"] : [])];
  return [
    "---",
    "library_name: transformers",
    "pipeline_tag: text-generation",
    ...(license === undefined ? [] : [`license: ${JSON.stringify(license)}`]),
    "tags:",
    ...tags.map((tag) => `- ${tag}`),
    "---",
  ].join("\n");
}

function nanEchoPart({ nanEcho }: ReadmeFacts): string[] {
  if (!nanEcho) return [];
  const { gap } = nanEcho;
  return [
    "## What this is not",
    "The checkpoint is a NanEcho. This GPT-2 is its core: adaptive attention, persona dimensions, recursion and patterns are not part of it, and its " +
      "answers are not those of the whole. They are kept in `nanecho_extras.safetensors`, from which the whole can be made again.",
    ...(gap
      ? [
          `Measured on ${gap.positions} positions of ${gap.sequences === 1 ? "one sequence" : `${gap.sequences} sequences`}, in ${gap.computed_in}, random pattern injection off:`,
          table([
            ["largest difference of logits", digits(gap.max_abs)],
            ["mean difference", digits(gap.mean_abs)],
            ["root mean square of differences", digits(gap.rms)],
            ["root mean square of the whole's logits", digits(gap.reference_rms)],
            ["KL(whole, core), nats", digits(gap.mean_kl)],
            ["same likeliest token", `${digits(100 * gap.top1_agreement)} %`],
          ]),
        ]
      : ["How far they are apart: not measured."]),
  ];
}

function trainingRows(training: TrainingMetadata): [string, unknown][] {
  const { checkpoint_id, created_at, iteration, train_loss, val_loss, metrics } = training;
  return [
    ["checkpoint", checkpoint_id],
    ["saved", created_at],
    ["iteration", iteration],
    ["training loss", train_loss],
    ["validation loss", val_loss],
    ...("best_val_loss" in metrics ? [["best validation loss", metrics.best_val_loss] as [string, unknown]] : []),
  ];
}

function usage(hasTokenizer: boolean): string {
  const lines = hasTokenizer
    ? [
        "from transformers import AutoTokenizer, GPT2LMHeadModel",
        "",
        'folder = "."  # where these files are',
        "tokenizer = AutoTokenizer.from_pretrained(folder)",
        "model = GPT2LMHeadModel.from_pretrained(folder)",
        'ids = tokenizer("Once", return_tensors="pt")',
        "print(tokenizer.decode(model.generate(**ids, max_new_tokens=20)[0]))",
      ]
    : [
        "from transformers import GPT2LMHeadModel",
        "",
        'model = GPT2LMHeadModel.from_pretrained(".")  # where these files are; a tokenizer is not among them',
      ];
  return ["```python", ...lines, "```"].join("\n");
}

function table(rows: readonly (readonly [string, unknown])[]): string {
  const body = rows.map(([key, value]) => `| ${key} | ${value === null ? "not recorded" : oneLine(String(value))} |`);
  return ["| | |", "| --- | --- |", ...body].join("\n");
}

/** What came from a file must not end a table or a heading, nor begin HTML. */
function oneLine(text: string): string {
  return text
    .replace(/[\s|<>[\]`]+/g, " ")
    .trim()
    .slice(0, 300);
}

function digits(value: number): string {
  return String(Number(value.toPrecision(4)));
}
