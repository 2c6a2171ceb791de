import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { openCheckpoint } from "../open-checkpoint.ts";
import { assemble, type Piece, p } from "../testing/assemble.ts";
import { buildCheckpoint } from "../testing/build-zip.ts";
import { OP } from "./opcodes.ts";

const four = { 0: new Uint8Array(16) };

/** What runs code when Python's own unpickler reads it. Each must be refused by its name. */
const FORBIDDEN: [string, Piece][] = [
  ["os.system", p.call("os", "system", p.text("id"))],
  ["posix.system", p.call("posix", "system", p.text("id"))],
  ["nt.system", p.call("nt", "system", p.text("id"))],
  ["builtins.eval", p.call("builtins", "eval", p.text("1"))],
  ["builtins.eval", p.call("__builtin__", "eval", p.text("1"))],
  ["builtins.exec", [p.stackGlobal("builtins", "exec"), p.tuple(p.text("1")), OP.REDUCE]],
  ["builtins.__import__", p.call("builtins", "__import__", p.text("os"))],
  [
    "builtins.getattr",
    p.call("builtins", "getattr", p.call("builtins", "getattr", p.global("os", "path"), p.text("os"))),
  ],
  ["builtins.open", p.call("builtins", "open", p.text("/etc/passwd"))],
  ["builtins.compile", p.call("builtins", "compile", p.text("1"))],
  ["builtins.object", p.call("builtins", "object")],
  ["subprocess.Popen", p.call("subprocess", "Popen", p.list(p.text("id")))],
  ["runpy._run_code", p.call("runpy", "_run_code", p.text("1"), p.dict())],
  ["pickle.loads", p.call("pickle", "loads", p.text("x"))],
  ["_pickle.loads", p.call("_pickle", "loads", p.text("x"))],
  ["marshal.loads", p.call("marshal", "loads", p.text("x"))],
  ["types.FunctionType", p.call("types", "FunctionType", p.text("x"))],
  ["types.CodeType", p.call("types", "CodeType", p.int(0))],
  ["importlib.import_module", p.call("importlib", "import_module", p.text("os"))],
  ["operator.attrgetter", p.call("operator", "attrgetter", p.text("system"))],
  ["functools.partial", p.call("functools", "partial", p.global("os", "system"))],
  ["webbrowser.open", p.call("webbrowser", "open", p.text("http://localhost"))],
  ["torch.load", p.call("torch", "load", p.text("x"))],
  ["torch.hub.load", p.call("torch.hub", "load", p.text("x"))],
  ["torch._dynamo.guards.GuardBuilder.get", p.call("torch._dynamo.guards.GuardBuilder", "get", p.text("x"))],
  ["torch.os.system", p.call("torch.os", "system", p.text("id"))],
  ["torch.serialization.os.system", p.stackGlobal("torch.serialization", "os.system")],
  ["numpy.testing._private.utils.runstring", p.call("numpy.testing._private.utils", "runstring", p.text("1"))],
  ["numpy.load", p.call("numpy", "load", p.text("x"))],
  ["collections.OrderedDict.__init__", p.stackGlobal("collections", "OrderedDict.__init__")],
  ["builtins.__proto__", p.stackGlobal("builtins", "__proto__")],
  ["copyreg._reconstructor", p.call("copyreg", "_reconstructor", p.global("builtins", "list"))],
  ["builtins.list()", p.call("builtins", "list", p.int(1))],
  ["torch.Tensor()", p.call("torch", "Tensor", p.int(1))],
  ["torch.FloatStorage()", p.call("torch", "FloatStorage", p.int(1))],
  ["collections.OrderedDict()", [p.global("collections", "OrderedDict"), OP.EMPTY_TUPLE, OP.NEWOBJ]],
  ["torch.nn.modules.linear.Linear", [p.global("torch.nn.modules.linear", "Linear"), OP.EMPTY_TUPLE, OP.NEWOBJ]],
  ["pathlib.PosixPath", p.call("pathlib", "PosixPath", p.text("/etc"))],
  ["datetime.datetime", p.call("datetime", "datetime", p.text("x"))],
];

test.each(FORBIDDEN)("%s is refused by its name", async (symbol, pieces) => {
  const error = await errorOf(() => openCheckpoint(buildCheckpoint(assemble(pieces))));
  expect(error.code).toBe("forbidden-pickle");
  expect(error.value).toBe(symbol);
});

test("a __reduce__ hidden in an attribute of an argument is refused before it is called", async () => {
  const inner = p.call("os", "system", p.text("id"));
  const pieces = [p.global("argparse", "Namespace"), OP.EMPTY_TUPLE, OP.NEWOBJ, p.dict(p.text("a"), inner), OP.BUILD];
  expect((await errorOf(() => openCheckpoint(buildCheckpoint(assemble(pieces))))).value).toBe("os.system");
});

test("keys that name JavaScript's own properties are keys and nothing else", async () => {
  const pieces = p.dict(
    p.text("__proto__"),
    p.dict(p.text("polluted"), OP.NEWTRUE),
    p.text("constructor"),
    p.tensor("0", 4),
  );
  const { value, tensors } = await openCheckpoint(buildCheckpoint(assemble(pieces), four));
  expect([...(value as Map<string, unknown>).keys()]).toEqual(["__proto__", "constructor"]);
  expect([...tensors.keys()]).toEqual(["constructor"]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
