import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { openCheckpoint } from "../open-checkpoint.ts";
import { assemble, type Piece, p } from "../testing/assemble.ts";
import { buildCheckpoint } from "../testing/build-zip.ts";
import { OP } from "./opcodes.ts";

const four = { 0: new Uint8Array(16) };
const tensorWith = (change: Parameters<typeof p.tensor>[2]) => p.tensor("0", 4, change);
const dtype = p.call("numpy", "dtype", p.text("f8"));
const builtDtype = (order: string) => [dtype, p.tuple(p.int(3), p.text(order)), OP.BUILD];
const bytes = (text: string) => p.call("_codecs", "encode", p.text(text), p.text("latin1"));
const array = (state: Piece) => [
  p.call("numpy.core.multiarray", "_reconstruct", p.global("numpy", "ndarray"), p.tuple(p.int(0)), bytes("b")),
  state,
  OP.BUILD,
];

const CORRUPT: [string, Piece][] = [
  ["an empty stack", [OP.POP]],
  ["nothing at the end", []],
  ["two values at the end", [OP.NONE, OP.NONE]],
  ["a mark at the end", [OP.NONE, OP.MARK]],
  ["taking from below a mark", [OP.NONE, OP.MARK, OP.TUPLE1]],
  ["a tuple without mark", [OP.NONE, OP.TUPLE]],
  ["recalling what was never stored", p.get(7)],
  ["storing nothing", p.put(0)],
  ["protocol 0", [OP.PROTO, 0, OP.NONE]],
  ["protocol 6", [OP.PROTO, 6, OP.NONE]],
  ["an opcode of protocol 0", [0x49]],
  ["an extension", [0x82, 1]],
  ["an out-of-band buffer", [0x97]],
  ["a text of 4 GiB", p.claim(OP.BINUNICODE, 0xffffffff, 4)],
  ["a text of 2^60 bytes", p.claim(OP.BINUNICODE8, 2n ** 60n, 8)],
  ["bytes of 4 GiB", p.claim(OP.BINBYTES, 0xffffffff, 4)],
  ["bytes of 2^63", p.claim(OP.BINBYTES8, 2n ** 63n, 8)],
  ["a bytearray of 2^64 - 1", p.claim(OP.BYTEARRAY8, 2n ** 64n - 1n, 8)],
  ["a whole number of 4 GiB", p.claim(OP.LONG4, 0xffffffff, 4)],
  ["a whole number of 2000 bytes", [p.claim(OP.LONG4, 2000, 4), new Uint8Array(2000)]],
  ["a text that is no UTF-8", [p.claim(OP.BINUNICODE, 2, 4), 0xc3, 0x28]],
  ["a name without end", [OP.GLOBAL, new Uint8Array(5000).fill(97)]],
  ["a name that is a number", [p.int(1), p.int(2), OP.STACK_GLOBAL]],
  ["a list as a key", p.dict(p.list(), p.int(1))],
  ["a tensor as a key", p.dict(p.tensor("0", 4), p.int(1))],
  ["a key without value", [OP.EMPTY_DICT, OP.MARK, p.int(1), OP.SETITEMS]],
  ["setting items of a list", [OP.EMPTY_LIST, p.int(1), p.int(2), OP.SETITEM]],
  ["appending to a tuple", [OP.EMPTY_TUPLE, p.int(1), OP.APPEND]],
  ["adding to a list", [OP.EMPTY_LIST, OP.MARK, p.int(1), OP.ADDITEMS]],
  ["calling a number", [p.int(1), OP.EMPTY_TUPLE, OP.REDUCE]],
  ["calling with a list", [p.global("collections", "OrderedDict"), OP.EMPTY_LIST, OP.REDUCE]],
  ["the state of a list", [OP.EMPTY_LIST, OP.EMPTY_DICT, OP.BUILD]],
  ["a state that is a number", [p.call("collections", "OrderedDict"), p.int(1), OP.BUILD]],
  ["a namespace with arguments", [p.global("argparse", "Namespace"), p.tuple(p.int(1)), OP.NEWOBJ]],
  ["pairs that are none", p.call("collections", "OrderedDict", p.list(p.int(1)))],
  ["a set of a number", p.call("builtins", "set", p.int(1))],
  ["a Counter of a list", p.call("collections", "Counter", p.list())],
  ["bytes with a letter past 255", p.call("_codecs", "encode", p.text("Ł"), p.text("latin1"))],
  ["an unknown encoding", p.call("_codecs", "encode", p.text("a"), p.text("rot13"))],
  ["bytes of a text", p.call("builtins", "bytes", p.text("a"))],
  ["a complex text", p.call("builtins", "complex", p.text("a"))],
  ["a device without name", p.call("torch", "device", p.text("../x"))],
  ["a size of texts", p.call("torch", "Size", p.tuple(p.text("a")))],
  ["a list that holds itself", [OP.EMPTY_LIST, p.put(0), p.get(0), OP.APPEND]],
  ["a dict that holds itself", [OP.EMPTY_DICT, p.put(0), p.int(1), p.get(0), OP.SETITEM]],
  ["a persistent id that is a text", [p.text("storage"), OP.BINPERSID]],
  ["a persistent id of a module", [p.tuple(p.text("module"), p.int(1)), OP.BINPERSID]],
  ["a storage of no class", [p.tuple(p.text("storage"), p.int(1), p.text("0"), p.text("cpu"), p.int(4)), OP.BINPERSID]],
  ["a storage of negative length", p.storage("0", -4)],
  ["a storage that is not there", p.tensor("9", 4)],
  ["a storage key that is a path", p.tensor("../data.pkl", 4)],
  ["a storage longer than its entry", p.tensor("0", 5)],
  ["a storage shorter than its entry", p.tensor("0", 3)],
  ["a tensor past its storage", tensorWith({ size: [5] })],
  ["an offset past its storage", tensorWith({ offset: 1 })],
  ["a negative offset", tensorWith({ offset: -1 })],
  ["a negative stride", tensorWith({ stride: [-1] })],
  ["a negative side", tensorWith({ size: [-1] })],
  ["a stride past its storage", tensorWith({ size: [2], stride: [4] })],
  ["fewer strides than sides", tensorWith({ size: [2, 2] })],
  ["2^62 elements", tensorWith({ size: [2 ** 31 - 1, 2 ** 31 - 1], stride: [0, 0] })],
  ["65 dimensions", tensorWith({ size: new Array(65).fill(1), stride: new Array(65).fill(1) })],
  ["a tensor of no storage", p.call("torch._utils", "_rebuild_tensor_v2", p.int(1), p.int(0), p.tuple(), p.tuple())],
  ["a parameter of no tensor", p.call("torch._utils", "_rebuild_parameter", p.int(1), OP.NEWTRUE)],
  ["a numpy array never filled", p.call("numpy.core.multiarray", "_reconstruct")],
  ["a numpy dtype alone", dtype],
  ["a numpy dtype without order", [dtype, p.tuple(p.int(3), p.text("?")), OP.BUILD]],
  [
    "a numpy array of 2^62 bytes",
    array(p.tuple(p.int(1), p.tuple(p.int(2 ** 31 - 1), p.int(2 ** 31 - 1)), builtDtype("<"), OP.NEWFALSE, bytes(""))),
  ],
  [
    "a numpy array of a negative side",
    array(p.tuple(p.int(1), p.tuple(p.int(-1)), builtDtype("<"), OP.NEWFALSE, bytes(""))),
  ],
  [
    "a numpy array too short",
    array(p.tuple(p.int(1), p.tuple(p.int(1)), builtDtype("<"), OP.NEWFALSE, bytes("1234567"))),
  ],
  ["a numpy scalar too long", p.call("numpy.core.multiarray", "scalar", builtDtype("<"), bytes("123456789"))],
  [
    "a tensor rebuilt by itself",
    p.call(
      "torch._tensor",
      "_rebuild_from_type_v2",
      p.global("torch._tensor", "_rebuild_from_type_v2"),
      p.global("torch", "Tensor"),
      p.tuple(),
      OP.NONE,
    ),
  ],
];

test.each(CORRUPT)("%s is damage", async (_, pieces) => {
  expect((await errorOf(() => openCheckpoint(buildCheckpoint(assemble(pieces), four)))).code).toBe("corrupt-pickle");
});

const UNSUPPORTED: [string, string, Piece][] = [
  [
    "hooks",
    "unsupported-tensor",
    p.call(
      "torch._utils",
      "_rebuild_tensor_v2",
      p.storage("0", 4),
      p.int(0),
      p.tuple(),
      p.tuple(),
      OP.NEWFALSE,
      p.dict(p.int(1), p.int(2)),
    ),
  ],
  ["a nested pickle", "unsupported-tensor", p.call("torch.storage", "_load_from_bytes", bytes("x"))],
  ["a quantized storage", "unsupported-dtype", p.storage("0", 16, "QUInt8Storage")],
  ["a numpy object", "unsupported-dtype", p.call("numpy", "dtype", p.text("O8"))],
  ["numpy's __proto__", "unsupported-dtype", p.call("numpy", "dtype", p.text("__proto__"))],
  [
    "a big-endian array",
    "unsupported-tensor",
    p.call("numpy.core.multiarray", "scalar", builtDtype(">"), bytes("12345678")),
  ],
  [
    "a tensor of a class",
    "unsupported-tensor",
    p.call(
      "torch._tensor",
      "_rebuild_from_type_v2",
      p.global("torch._utils", "_rebuild_tensor_v2"),
      p.int(1),
      p.tuple(),
      OP.NONE,
    ),
  ],
];

test.each(UNSUPPORTED)("%s is not read", async (_, code, pieces) => {
  expect((await errorOf(() => openCheckpoint(buildCheckpoint(assemble(pieces), four)))).code).toBe(code);
});
