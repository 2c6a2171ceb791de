import { BINARY } from "./binary.ts";
import { CASTING } from "./casting.ts";
import { CONVOLUTION } from "./convolution.ts";
import { GATHERING } from "./gathering.ts";
import { LINEAR } from "./linear.ts";
import { MOVING } from "./moving.ts";
import { NORMALIZING } from "./normalizing.ts";
import type { Operator } from "./operator.ts";
import { PADDING } from "./padding.ts";
import { POOLING } from "./pooling.ts";
import { QUANTIZING } from "./quantizing.ts";
import { REDUCTIONS } from "./reductions.ts";
import { RESHAPING } from "./reshaping.ts";
import { SLICING } from "./slicing.ts";
import { SOFTMAX } from "./softmax.ts";
import { UNARY } from "./unary.ts";

const GROUPS = [
  UNARY,
  BINARY,
  CASTING,
  RESHAPING,
  MOVING,
  SLICING,
  GATHERING,
  PADDING,
  REDUCTIONS,
  SOFTMAX,
  LINEAR,
  CONVOLUTION,
  POOLING,
  NORMALIZING,
  QUANTIZING,
];

/** Every operator that this package builds, infers, checks and interprets, by name; domain "", opsets 17 to 22. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  GROUPS.flat().map((operator) => [operator.name, operator]),
);

/** The opsets whose rules are known here. */
export const OPSETS = { first: 17, last: 22 } as const;
