import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { parseCsv } from "../csv/parse-csv.ts";
import { parseIndex } from "../images/parse-index.ts";
import { parseList } from "../images/parse-list.ts";
import { parseHeadXml } from "../prepare/parse-head-xml.ts";
import { parseTokenMetadata } from "../tokens/token-metadata.ts";
import { headXml } from "./head-xml.ts";

const HASH = "0123456789abcdef".repeat(4);

/** Every parser with a text that it takes, and what may be put into it with knowledge of its format. */
const SUBJECTS = {
  csv: {
    seedText: 'a,b,c\n1,"two, ""2""",3\r\n"x\ny",,z\n',
    pieces: [",", '"', '""', "\n", "\r\n", "\r", "a", " ", "\u0000", "é", "\ud800"],
    parse: (text: string) => void parseCsv(text),
  },
  index: {
    seedText: `file,breed,species,split,width,height,head_xmin,head_ymin,head_xmax,head_ymax,sha256\n1.jpg,Bengal,cat,train,30,20,1,2,3,4,${HASH}\n2.jpg,pug,dog,,,,,,,,\n`,
    pieces: [",", '"', "\n", "train", "Dog", "0", "-1", "1e9", "NaN", "..", "/", "file", "label", "__proto__", HASH],
    parse: (text: string) => void parseIndex(text),
  },
  list: {
    seedText: "# list\nAbyssinian_100 1 1 1\nboxer_3 5 2 4\n",
    pieces: [" ", "\t", "\n", "#", "_", "1", "2", "3", "..", "/", "__proto__ 1", "\u0000"],
    parse: (text: string) => void parseList(text),
  },
  xml: {
    seedText: headXml({ xmin: 1, ymin: 2, xmax: 30, ymax: 40 }),
    pieces: [
      "<",
      ">",
      "</",
      "/>",
      "<a>",
      "</a>",
      "&lt;",
      "&",
      ";",
      "&#1;",
      "<!--",
      "<?",
      "1e9",
      "-1",
      "<xmin>",
      "\u0000",
    ],
    parse: (text: string) => void parseHeadXml(text),
  },
  metadata: {
    seedText:
      '{"tokenizer_type":"gpt2","vocab_size":50257,"total_tokens":12,"train_tokens":9,"val_tokens":3,"val_split":0.25,"dtype":"uint16"}',
    pieces: ['"', ",", ":", "{", "}", "[]", "null", "1e99", "-1", "0.5", "uint16", '"__proto__":1,', '"vocab_size":'],
    parse(text: string) {
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        return;
      }
      parseTokenMetadata(value);
    },
  },
} as const;

export type Subject = keyof typeof SUBJECTS;

export const SUBJECT_NAMES = Object.keys(SUBJECTS) as Subject[];

/** Numbers that are the same on every run (Marsaglia's xorshift of 32 bits). */
export function randomly(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Gives a parser damaged texts; counts what came of them, by "read" or the error's code. Any other error is thrown on. */
export function fuzz(subject: Subject, seed: number, count: number): Map<string, number> {
  const { seedText, pieces, parse } = SUBJECTS[subject];
  const random = randomly(seed);
  const outcomes = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const outcome = outcomeOf(parse, damage(seedText, pieces, random));
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  return outcomes;
}

function damage(text: string, pieces: readonly string[], random: (below: number) => number): string {
  let damaged = text;
  for (let changes = 1 + random(3); changes > 0; changes--) {
    const at = random(damaged.length + 1);
    const kind = random(4);
    const piece = pieces[random(pieces.length)];
    const end = kind === 0 ? at : at + 1 + random(kind === 3 ? damaged.length : 4);
    const put = kind === 1 ? "" : kind === 2 ? piece + piece : piece;
    damaged = damaged.slice(0, at) + put + damaged.slice(end);
  }
  return damaged;
}

function outcomeOf(parse: (text: string) => void, text: string): string {
  try {
    parse(text);
    return "read";
  } catch (error) {
    if (isTinyCatsError(error) && error.remedy !== "" && error.message.length < 1000) return error.code;
    throw new Error(`${JSON.stringify(text)} gave ${String(error)}`, { cause: error });
  }
}
