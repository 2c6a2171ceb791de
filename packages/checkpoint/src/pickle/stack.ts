import { corruptPickle } from "../errors.ts";
import type { StackValue } from "./machine.ts";

/** A pickle's stack with its marks. What asks for more than is above the last mark is refused. Pushing and marking return true. */
export interface Stack {
  push(value: StackValue): true;
  top(): StackValue;
  pop(): StackValue;
  popMany(count: number): StackValue[];
  mark(): true;
  /** Takes the values above the last mark, and the mark. */
  popMark(): StackValue[];
  /** Takes a value, or a mark if that is on top. */
  drop(): true;
  /** The one value left at the end. */
  only(): StackValue;
}

export function createStack(): Stack {
  const values: StackValue[] = [];
  const marks: number[] = [];
  const floor = () => (marks.length === 0 ? 0 : marks[marks.length - 1]);
  const need = (count: number) => {
    if (values.length - floor() < count) throw corruptPickle("it takes from an empty stack");
  };
  return {
    push(value) {
      values.push(value);
      return true;
    },
    top() {
      need(1);
      return values[values.length - 1];
    },
    pop() {
      need(1);
      return values.pop()!;
    },
    popMany(count) {
      need(count);
      return values.splice(values.length - count);
    },
    mark() {
      marks.push(values.length);
      return true;
    },
    popMark() {
      const from = marks.pop();
      if (from === undefined) throw corruptPickle("it looks for a mark that was never set");
      return values.splice(from);
    },
    drop() {
      if (marks.length > 0 && floor() === values.length) marks.pop();
      else {
        need(1);
        values.pop();
      }
      return true;
    },
    only() {
      if (values.length !== 1 || marks.length > 0) throw corruptPickle("it ends with other than one value");
      return values[0];
    },
  };
}
