import { corruptPickle, tooLarge } from "../errors.ts";
import { type Limits, OBJECTS_OF_TENSOR } from "../limits.ts";
import { construct } from "./construct.ts";
import { cursor } from "./cursor.ts";
import { literal } from "./literal.ts";
import type { Machine, StackValue } from "./machine.ts";
import { memory } from "./memory.ts";
import { OP } from "./opcodes.ts";
import { createStack } from "./stack.ts";

export interface UnpickleOptions {
  limits: Readonly<Limits>;
  /** What a persistent id stands for, as PyTorch's storages; without it, ids are refused. */
  persistentLoad?: (id: StackValue) => StackValue;
  /** Whether floats with a whole value are tagged. */
  exactFloats?: boolean;
  /** Bytes that tensors may show in all. */
  tensorBytes?: number;
}

/**
 * Runs a pickle of protocol 2 to 5 on a closed machine: a stack, a memo and the names on its list. No code of the pickle's choosing is
 * ever called, nesting costs no stack of ours, and every count is held against its limit before memory is taken.
 *
 * @throws TinyCatsError "corrupt-pickle", "forbidden-pickle", "unsupported-tensor", "unsupported-dtype", "checkpoint-too-large".
 */
export function unpickle(
  bytes: Uint8Array<ArrayBuffer>,
  start: number,
  options: UnpickleOptions,
): { value: StackValue; end: number } {
  const input = cursor(bytes, start);
  const stack = createStack();
  const memo = new Map<number, StackValue>();
  const machine = countingMachine(options);
  const { opcodes } = options.limits;
  for (let done = 0; ; done++) {
    if (done >= opcodes) throw tooLarge("pickle opcodes", done + 1, opcodes);
    const code = input.u8();
    if (code === OP.STOP) return { value: stack.only(), end: input.at };
    const known =
      literal(code, input, { stack, machine }) ||
      memory(code, input, { stack, memo }) ||
      construct(code, input, { stack, machine, persistentLoad: options.persistentLoad });
    if (!known) throw corruptPickle(`opcode 0x${code.toString(16)} at ${input.at - 1} is none that is read`, code);
  }
}

function countingMachine({ limits, tensorBytes = 0, exactFloats }: UnpickleOptions): Machine {
  let objects = 0;
  let copied = 0;
  let shown = 0;
  const count = (more: number) => {
    objects += more;
    if (objects > limits.objects) throw tooLarge("pickled objects", objects, limits.objects);
  };
  return {
    float: (value) => (exactFloats && Number.isInteger(value) ? { kind: "float", value } : value),
    count,
    countBytes(bytes) {
      copied += bytes;
      // A pickler writes what it decodes each time; a text stored once and recalled is decoded without end.
      if (copied > limits.pickleBytes) throw tooLarge("pickled bytes to decode", copied, limits.pickleBytes);
    },
    countTensor(bytes) {
      count(OBJECTS_OF_TENSOR);
      shown += bytes;
      if (shown > tensorBytes) throw tooLarge("tensors that show more bytes than are stored", shown, tensorBytes);
    },
  };
}
