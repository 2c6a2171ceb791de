import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { openCheckpoint } from "../open-checkpoint.ts";
import { OP } from "../pickle/opcodes.ts";
import { assemble, type Piece, p } from "../testing/assemble.ts";

const little = p.dict(p.text("little_endian"), OP.NEWTRUE);
const storage = Buffer.concat([
  new Uint8Array([4, 0, 0, 0, 0, 0, 0, 0]),
  Buffer.from(Float32Array.of(1, 2, 3, 4).buffer),
]);

/** A file of torch.save before PyTorch 1.6, of one storage. */
function legacy({ version = p.int(1001), system = little, value, keys = p.list(p.text("0")) }: Record<string, Piece>) {
  const pickles = [p.long(0x1950a86a20f9469cfc6cn), version, system, value, keys].map((pieces) => assemble(pieces));
  return new Uint8Array(Buffer.concat([...pickles, storage]));
}

const tensor = p.tensor("0", 4);

test("pickles longer than what is read at first are read to their end", async () => {
  const file = legacy({ value: p.dict(p.text("x".repeat(300_000)), OP.NONE, p.text("w"), tensor) });
  const { tensors } = await openCheckpoint(file);
  expect(await tensors.get("w")!.read()).toEqual(Float32Array.of(1, 2, 3, 4));
  const error = await errorOf(() => openCheckpoint(file, { limits: { pickleBytes: 290_000 } }));
  expect([error.code, error.message]).toEqual(["checkpoint-too-large", expect.stringContaining("pickles of more")]);
});

const nested = [p.repeat(10_000, OP.EMPTY_LIST), p.repeat(9_999, OP.APPEND)];
const endless = [OP.NONE, p.repeat(5000, [OP.NONE, OP.POP])];

test.each<[string, string, Record<string, Piece>]>([
  ["another version", "unsupported-checkpoint", { version: p.int(1002) }],
  ["a version of 10,000 lists within lists", "checkpoint-too-large", { version: nested }],
  ["a version that is a list", "unsupported-checkpoint", { version: p.list() }],
  ["a big-endian machine", "unsupported-checkpoint", { system: p.dict(p.text("little_endian"), OP.NEWFALSE) }],
  ["a machine described without end", "checkpoint-too-large", { system: endless }],
  ["a list of storages without end", "checkpoint-too-large", { keys: endless }],
  ["no list of storages", "corrupt-pickle", { keys: OP.NONE }],
  ["a storage that is not listed", "corrupt-pickle", { keys: p.list() }],
  ["a storage listed twice", "corrupt-pickle", { keys: p.list(p.text("0"), p.text("0")) }],
])("a legacy file with %s is refused", async (_, code, change) => {
  expect((await errorOf(() => openCheckpoint(legacy({ value: tensor, ...change })))).code).toBe(code);
});
