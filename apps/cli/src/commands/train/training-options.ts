import type { OptionSpec } from "../../table/option-spec.ts";

const own = { configurable: false } as const;
const folder = { ...own, type: "text", placeholder: "<folder>", complete: "folder" } as const;
const count = { ...own, type: "integer", placeholder: "<n>", min: 1 } as const;
const number = { ...own, type: "number", placeholder: "<number>", min: 0 } as const;
const share = { ...own, type: "number", placeholder: "<share>", min: 0, max: 1 } as const;

/** What is learnt from, and where it goes. */
export const RUN_OPTIONS = [
  { ...folder, name: "data", summary: "folder of the set of pictures to learn from" },
  {
    ...folder,
    name: "out",
    short: "o",
    summary: "folder of the run: checkpoints, events.jsonl, and what it ends with",
  },
  {
    ...own,
    name: "from",
    type: "text",
    placeholder: "<checkpoint>",
    summary: "weights to begin with: a checkpoint's file or folder, or hub:owner/name[@revision]",
    defaultText: "random ones",
    complete: "file",
  },
  { ...own, name: "resume", type: "flag", summary: "go on from the newest checkpoint in --out" },
  {
    ...own,
    name: "config",
    type: "text",
    placeholder: "<file>",
    summary: "recipe, YAML or JSON: sections training, augmentation and model; a flag goes before what it says",
    complete: "file",
  },
] as const satisfies readonly OptionSpec[];

/** How long, how much at a time, and at what rate. */
export const UPDATE_OPTIONS = [
  { ...count, name: "steps", summary: "updates of the whole run, those before a resumption included" },
  { ...count, name: "epochs", summary: "passes over the pictures, in place of --steps" },
  { ...count, name: "batch-size", summary: "pictures of an update" },
  {
    ...count,
    name: "accumulate",
    summary: "parts in which an update's gradient is computed: less memory, the same update",
    defaultText: "as many as are quickest",
  },
  { ...number, name: "lr", summary: "learning rate after the warm-up" },
  { ...number, name: "min-lr", summary: "rate that the schedule goes down to" },
  { ...count, name: "warmup", min: 0, summary: "updates over which the rate rises; no longer than the run" },
  {
    ...own,
    name: "schedule",
    type: "choice",
    choices: ["constant", "cosine", "linear"],
    placeholder: "<kind>",
    summary: "how the rate goes on after the warm-up",
  },
  { ...number, name: "weight-decay", summary: "decay of weights, decoupled from the gradient as AdamW has it" },
  { ...number, name: "clip", summary: "greatest norm of the gradient" },
  {
    ...share,
    name: "ema",
    summary: "what the average of weights keeps of itself in an update; the average is what is measured and exported",
  },
] as const satisfies readonly OptionSpec[];

/** What pictures, how they are changed, and when enough is enough. */
export const DATA_OPTIONS = [
  {
    ...own,
    name: "augment",
    type: "choice",
    choices: ["none", "basic", "medium", "full"],
    placeholder: "<level>",
    summary: "how much pictures are changed by chance; tiny-cats data preview shows it",
  },
  {
    ...count,
    name: "early-stopping-patience",
    summary: "end after so many evaluations that are no better than the best",
    defaultText: "never",
  },
  {
    ...number,
    name: "early-stopping-min-delta",
    summary: "what counts as better, beside --early-stopping-patience",
    defaultText: "0",
  },
  {
    ...share,
    name: "val-split",
    summary: "part of train that measures instead, where the set has no val",
  },
  { ...count, name: "seed", min: 0, max: Number.MAX_SAFE_INTEGER, summary: "what everything random is made from" },
  { ...count, name: "workers", max: 256, summary: "threads that read and change pictures ahead" },
  { ...count, name: "threads", max: 256, summary: "threads of the runtime; the same bits need the same number" },
  {
    ...own,
    name: "precision",
    type: "choice",
    choices: ["float32", "mixed"],
    placeholder: "<kind>",
    summary:
      "numbers to compute with; where the runtime's kernels know float32 alone, mixed is told and recorded as that",
    defaultText: "float32",
  },
] as const satisfies readonly OptionSpec[];

/** What is kept and told. */
export const RECORD_OPTIONS = [
  { ...count, name: "save-every", summary: "updates from one checkpoint and evaluation to the next" },
  {
    ...count,
    name: "log-interval",
    summary: "updates from one line to the next, where standard error is no terminal",
    defaultText: "a tenth of the run",
  },
  {
    ...own,
    name: "log-file",
    type: "text",
    placeholder: "<file>",
    summary: "file to add the events to as well, a line of JSON each",
    complete: "file",
  },
] as const satisfies readonly OptionSpec[];

/** Parts that both tables are made of. */
export const KINDS = { own, count, number, share } as const;
