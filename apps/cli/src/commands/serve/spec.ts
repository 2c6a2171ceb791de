import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { HUB_OPTION } from "../hub-options.ts";
import { PORT_OPTION } from "../port-option.ts";
import { SETTINGS_OPTIONS } from "./settings.ts";

/** Threads that a model takes: more only take memory. */
const MOST_THREADS = 256;

export const SERVE_OPTIONS = [
  { ...PORT_OPTION, default: 8812, configurable: true },
  {
    name: "host",
    type: "text",
    placeholder: "<address>",
    summary: "address to listen at; 0.0.0.0 is every one of this machine's",
    default: "127.0.0.1",
  },
  {
    name: "model",
    short: "m",
    type: "text",
    placeholder: "<path>",
    summary:
      "model to serve: a folder, an .onnx file its tiny-cats.json lists, or owner/name[@revision] on the Hub; where it holds a classifier and a generator, both; repeatable for one of each",
    repeatable: true,
    defaultText: "both embedded ones",
    complete: "file",
  },
  HUB_OPTION,
  {
    name: "role",
    type: "choice",
    choices: ["all", "web", "worker"],
    placeholder: "<role>",
    summary: "what this process does of a server of several on one Redis: answer requests, do the work, or both",
    default: "all",
  },
  {
    name: "redis",
    type: "text",
    placeholder: "<url>",
    summary: "Redis that joins processes to one server; better set by REDIS_URL, which no list of processes shows",
    defaultText: "REDIS_URL, else none",
  },
  {
    name: "classifiers",
    type: "integer",
    min: 1,
    max: MOST_THREADS,
    placeholder: "<n>",
    summary: "threads that classify",
    defaultText: "one for each processor",
  },
  {
    name: "generators",
    type: "integer",
    min: 1,
    max: MOST_THREADS,
    placeholder: "<n>",
    summary: "threads that draw, which is how many drawings run at once",
    defaultText: "half of the processors",
  },
  {
    name: "threads",
    type: "integer",
    min: 1,
    max: MOST_THREADS,
    placeholder: "<n>",
    summary: "processors that a run of a model may use",
    default: 1,
  },
  {
    name: "batch",
    type: "integer",
    min: 1,
    max: 256,
    placeholder: "<n>",
    summary: "pictures that wait together and are classified in one run, at most",
    default: 4,
  },
  {
    name: "keys",
    type: "text",
    placeholder: "<file>",
    summary: "file of the API keys of those who may ask, read again on SIGHUP",
    defaultText: "everybody may ask",
    complete: "file",
  },
  {
    name: "new-key",
    type: "text",
    placeholder: "<id>",
    summary: "make a key for somebody, print it once, put its hash into --keys, and serve nothing",
    configurable: false,
  },
  ...SETTINGS_OPTIONS,
  {
    name: "drain-ms",
    type: "integer",
    min: 0,
    max: 3_600_000,
    placeholder: "<n>",
    summary: "milliseconds that requests under way have to end once the server is told to stop",
    default: 30_000,
  },
] as const satisfies readonly OptionSpec[];

export const serve: CommandSpec = {
  name: "serve",
  summary: "answer over HTTP: classify and draw, as the Hugging Face clients ask for it, until Ctrl-C",
  details: [
    "The server is the package @tiny-cats/api, beside this one or in the folder you are in. Its address is printed on standard output once it answers, and /docs there says what it answers to.",
    "Each answer is a line on standard error: JSON, but for a terminal; no picture, prompt, address or key is in it. --quiet leaves out all but errors.",
    "Ctrl-C or SIGTERM lets what is under way end, takes no more, and ends with exit status 0; a second one ends it at once.",
  ],
  options: SERVE_OPTIONS,
  examples: [
    "tiny-cats serve",
    "tiny-cats serve --port 0 --model my-model",
    "tiny-cats serve --keys keys.json --new-key alice",
    "tiny-cats serve --role worker --redis redis://127.0.0.1:6379",
    "tiny-cats serve --host 0.0.0.0 --model owner/name@v1 --classifiers 4 --generators 2",
  ],
  load: async () => (await import("./run.ts")).runServe,
};
