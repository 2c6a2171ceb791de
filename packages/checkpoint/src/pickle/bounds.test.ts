import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { openCheckpoint } from "../open-checkpoint.ts";
import { assemble, type Piece, p } from "../testing/assemble.ts";
import { buildCheckpoint } from "../testing/build-zip.ts";
import { OP } from "./opcodes.ts";

const four = { 0: new Uint8Array(16) };
const tensorWith = (change: Parameters<typeof p.tensor>[2]) => p.tensor("0", 4, change);

const chain = (depth: number) => [
  p.list(p.int(1)),
  p.put(0),
  Array.from({ length: depth }, (_, i) => [OP.POP, p.list(...new Array(10).fill(p.get(i))), p.put(i + 1)]),
];
const deep = (depth: number) => [p.repeat(depth, OP.EMPTY_LIST), p.repeat(depth - 1, OP.APPEND)];
const bytesOf = (text: string) => p.call("_codecs", "encode", p.text(text), p.text("latin1"));
const long = p.text("x".repeat(100 * 2 ** 10));

const TOO_LARGE: [string, string, Piece][] = [
  ["opcodes without end", "opcodes", p.repeat(60_000, [OP.NONE, OP.POP])],
  ["dicts without end", "objects", [p.repeat(21_000, [OP.EMPTY_DICT, OP.POP]), OP.NONE]],
  ["tuples without end", "objects", [p.repeat(21_000, [OP.MARK, OP.TUPLE, OP.POP]), OP.NONE]],
  ["10^9 values by sharing", "tree", chain(9)],
  ["10,000 lists within lists", "within", deep(10_000)],
  ["10,000 tuples within tuples", "within", [OP.NONE, p.repeat(10_000, OP.TUPLE1)]],
  [
    "a set of 1000 items made again and again",
    "objects",
    [
      p.list(p.repeat(1000, OP.NONE)),
      p.put(0),
      OP.POP,
      p.repeat(30, [p.global("builtins", "set"), p.get(0), OP.TUPLE1, OP.REDUCE, OP.POP]),
      OP.NONE,
    ],
  ],
  [
    "a namespace of 1000 attributes set again and again",
    "objects",
    [
      p.dict(...Array.from({ length: 1000 }, (_, i) => [p.int(i), OP.NONE])),
      p.put(0),
      OP.POP,
      p.global("argparse", "Namespace"),
      OP.EMPTY_TUPLE,
      OP.NEWOBJ,
      p.repeat(30, [p.get(0), OP.BUILD]),
    ],
  ],
  [
    "a text of 100 KiB encoded again and again",
    "decode",
    [
      long,
      p.put(0),
      OP.POP,
      p.repeat(12, [p.global("_codecs", "encode"), p.get(0), p.text("latin1"), OP.TUPLE2, OP.REDUCE, OP.POP]),
      OP.NONE,
    ],
  ],
  ["a tuple of 10,000 tuples as a key", "within", p.dict([OP.NONE, p.repeat(10_000, OP.TUPLE1)], p.tensor("0", 4))],
  ["10^9 values in a key", "tree", p.dict([OP.NONE, p.repeat(30, [OP.DUP, OP.TUPLE2])], p.tensor("0", 4))],
  [
    "a key of 100 KiB above 20 tensors",
    "letters",
    p.dict(long, p.list(p.tensor("0", 4), p.put(0), p.repeat(20, p.get(0)))),
  ],
  [
    "a tensor of 1 MiB tied 2000 times",
    "stored",
    [tensorWith({ size: [2 ** 18], stride: [0] }), p.put(0), OP.POP, p.list(p.repeat(2000, p.get(0)))],
  ],
  ["a tensor expanded to 4 GiB", "stored", tensorWith({ size: [2 ** 30], stride: [0] })],
  [
    "torch.Size of 64 sides without end",
    "objects",
    [
      p.tuple(p.tuple(...new Array(64).fill(p.int(1)))),
      p.put(0),
      OP.POP,
      p.global("torch", "Size"),
      p.put(1),
      p.repeat(400, [p.get(1), p.get(0), OP.REDUCE, OP.POP]),
    ],
  ],
  [
    "numpy arrays without end",
    "objects",
    [
      p.tuple(bytesOf(""), p.call("numpy", "dtype", p.text("f4")), p.tuple(p.int(0)), p.text("C")),
      p.put(0),
      OP.POP,
      p.global("numpy.core.numeric", "_frombuffer"),
      p.put(1),
      p.repeat(2500, [p.get(1), p.get(0), OP.REDUCE, OP.POP]),
    ],
  ],
  [
    "parameters without end",
    "objects",
    [
      p.tuple(p.tensor("0", 4), OP.NEWTRUE, OP.NONE),
      p.put(0),
      OP.POP,
      p.global("torch._utils", "_rebuild_parameter"),
      p.put(1),
      p.repeat(2500, [p.get(1), p.get(0), OP.REDUCE, OP.POP]),
    ],
  ],
  ["bytes without end", "objects", [p.repeat(11_000, [OP.SHORT_BINBYTES, 0, OP.POP]), OP.NONE]],
  ["tensors without end", "objects", [p.repeat(4_000, [p.tensor("0", 4), OP.POP]), OP.NONE]],
];

/** A hundredth of the limits, so that the test is quick; what is held against them is the same. */
const limits = { opcodes: 80_000, objects: 20_000, nodes: 40_000, pickleBytes: 2 ** 20 };

test.each(TOO_LARGE)("%s is too much", async (_, what, pieces) => {
  const file = buildCheckpoint(assemble(pieces), four);
  const error = await errorOf(() => openCheckpoint(file, { limits }));
  expect([error.code, error.message]).toEqual(["checkpoint-too-large", expect.stringContaining(what)]);
});

test("tensors with one path are numbered, however many there are", async () => {
  const keys = Array.from({ length: 500 }, (_, i) => [p.tuple(p.tuple(p.int(i))), p.tensor("0", 4)]);
  const { tensors } = await openCheckpoint(
    buildCheckpoint(assemble(p.dict(...keys, p.int(1), p.tensor("0", 4), p.text("1"), p.tensor("0", 4))), four),
  );
  const names = [...tensors.keys()];
  expect([names.length, names[0], names[1], names[499], ...names.slice(500)]).toEqual([
    502,
    "(...)",
    "(...)#2",
    "(...)#500",
    "1",
    "1#2",
  ]);
});

test("an undefined limit is the usual one", async () => {
  const file = buildCheckpoint(assemble(deep(600)));
  expect((await errorOf(() => openCheckpoint(file, { limits: { depth: undefined } }))).code).toBe(
    "checkpoint-too-large",
  );
});

test("a tensor tied more often than there may be objects is too much", async () => {
  const file = buildCheckpoint(assemble([p.tensor("0", 4), p.put(0), OP.POP, p.list(p.repeat(101, p.get(0)))]), four);
  const error = await errorOf(() => openCheckpoint(file, { limits: { objects: 100 } }));
  expect([error.code, error.message]).toEqual(["checkpoint-too-large", expect.stringContaining("names")]);
});

test("limits can be moved for a file that is trusted", async () => {
  const file = buildCheckpoint(assemble(deep(600)));
  expect((await errorOf(() => openCheckpoint(file))).code).toBe("checkpoint-too-large");
  await openCheckpoint(file, { limits: { depth: 700 } });
});
