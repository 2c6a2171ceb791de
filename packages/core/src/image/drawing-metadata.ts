import type { Sampler } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** All that it takes to draw a drawing again. */
export interface DrawingSettings {
  /** The label drawn. */
  breed: string;
  /** 0 to 2^53 - 1. */
  seed: number;
  /** Which of the seed's pictures of that breed, 0 to 65535. */
  index: number;
  steps: number;
  solver: string;
  times: Sampler["times"];
  /** 1 is none. */
  guidance: number;
  /** Times between which guidance acts, within [0, 1]. */
  guidanceInterval: [number, number];
  /** 0 to 1. */
  guidanceRescale: number;
  /** Of the model's ONNX file, 64 lower-case hexadecimal digits. */
  modelSha256: string;
}

const SOFTWARE = "tiny-cats";

/**
 * A drawing's settings as texts for encodePng.
 *
 * @throws TinyCatsError "invalid-drawing-settings" for settings that readDrawingSettings would refuse.
 */
export function drawingText(settings: DrawingSettings): Record<string, string> {
  const text = {
    Software: SOFTWARE,
    breed: settings.breed,
    seed: String(settings.seed),
    index: String(settings.index),
    steps: String(settings.steps),
    solver: settings.solver,
    times: JSON.stringify(settings.times),
    guidance: String(settings.guidance),
    guidance_interval: JSON.stringify(settings.guidanceInterval),
    guidance_rescale: String(settings.guidanceRescale),
    model_sha256: settings.modelSha256,
  };
  readDrawingSettings(text);
  return text;
}

/**
 * A drawing's settings from the texts that readPngText found.
 *
 * @throws TinyCatsError "no-drawing-settings" where the PNG is none of ours, "invalid-drawing-settings" where an entry is missing or malformed.
 */
export function readDrawingSettings(text: Readonly<Record<string, string>>): DrawingSettings {
  if (!Object.hasOwn(text, "Software") || text.Software !== SOFTWARE) {
    throw new TinyCatsError("no-drawing-settings", "the PNG holds no settings of a drawing", {
      value: Object.keys(text),
      remedy: "give a PNG that was drawn here and not saved again by another program",
    });
  }
  const entry = <T>(name: string, read: (value: string) => T | undefined): T => {
    const value = Object.hasOwn(text, name) ? text[name] : undefined;
    const result = value === undefined ? undefined : read(value);
    if (result === undefined) throw invalid(name, value);
    return result;
  };
  return {
    breed: entry("breed", matching(/^\S(.*\S)?$/)),
    seed: entry("seed", whole(0, Number.MAX_SAFE_INTEGER)),
    index: entry("index", whole(0, 2 ** 16 - 1)),
    steps: entry("steps", whole(1, 1000)),
    solver: entry("solver", matching(/^[a-z0-9-]+$/)),
    times: entry("times", timeGrid),
    guidance: entry("guidance", between(0, Number.MAX_VALUE)),
    guidanceInterval: entry("guidance_interval", interval),
    guidanceRescale: entry("guidance_rescale", between(0, 1)),
    modelSha256: entry("model_sha256", matching(/^[0-9a-f]{64}$/)),
  };
}

function matching(pattern: RegExp): (text: string) => string | undefined {
  return (text) => (pattern.test(text) ? text : undefined);
}

/** A number in the one way that this writes it. */
function between(least: number, most: number): (text: string) => number | undefined {
  return (text) => {
    const value = Number(text);
    return String(value) === text && value >= least && value <= most ? value : undefined;
  };
}

function whole(least: number, most: number): (text: string) => number | undefined {
  const read = between(least, most);
  return (text) => (/^\d+$/.test(text) ? read(text) : undefined);
}

function interval(text: string): [number, number] | undefined {
  const value = json(text);
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [from, to] = value;
  return typeof from === "number" && typeof to === "number" && from >= 0 && from <= to && to <= 1
    ? [from, to]
    : undefined;
}

function timeGrid(text: string): Sampler["times"] | undefined {
  const value = json(text);
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, shift, mean, std, ...others } = value as Record<string, unknown>;
  const numbers = { shift, mean, std };
  const given = Object.entries(numbers).filter(([, number]) => number !== undefined);
  if (Object.keys(others).length > 0 || given.some(([, number]) => !Number.isFinite(number))) return undefined;
  const expected = { uniform: "", shifted: "shift", "logit-normal": "mean,std" }[String(kind)];
  return given.map(([name]) => name).join() === expected ? (value as Sampler["times"]) : undefined;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalid(name: string, value: string | undefined): TinyCatsError {
  const fault = value === undefined ? `have no ${name}` : `say ${name} is "${value}"`;
  return new TinyCatsError("invalid-drawing-settings", `the settings of the drawing ${fault}`, {
    value,
    remedy: "give a drawing whose texts nobody has changed",
  });
}
