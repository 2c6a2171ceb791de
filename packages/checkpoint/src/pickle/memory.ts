import { corruptPickle } from "../errors.ts";
import type { Cursor } from "./cursor.ts";
import type { StackValue } from "./machine.ts";
import { OP } from "./opcodes.ts";
import type { Stack } from "./stack.ts";

/** Opcodes that move values between stack and memo, and those that mean nothing to us; false for others. */
export function memory(
  code: number,
  input: Cursor,
  { stack, memo }: { stack: Stack; memo: Map<number, StackValue> },
): boolean {
  switch (code) {
    case OP.BINPUT:
      memo.set(input.u8(), stack.top());
      return true;
    case OP.LONG_BINPUT:
      memo.set(input.u32(), stack.top());
      return true;
    case OP.MEMOIZE:
      memo.set(memo.size, stack.top());
      return true;
    case OP.BINGET:
      return stack.push(recall(memo, input.u8()));
    case OP.LONG_BINGET:
      return stack.push(recall(memo, input.u32()));
    case OP.MARK:
      return stack.mark();
    case OP.POP:
      return stack.drop();
    case OP.POP_MARK:
      stack.popMark();
      return true;
    case OP.DUP:
      return stack.push(stack.top());
    case OP.PROTO: {
      const protocol = input.u8();
      if (protocol < 2 || protocol > 5) throw corruptPickle(`there is no protocol ${protocol}`, protocol);
      return true;
    }
    case OP.FRAME:
      input.u64();
      return true;
  }
  return false;
}

function recall(memo: Map<number, StackValue>, index: number): StackValue {
  const value = memo.get(index);
  if (value === undefined) throw corruptPickle(`it recalls ${index}, which it never stored`, index);
  return value;
}
