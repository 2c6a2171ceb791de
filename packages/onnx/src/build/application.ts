import type { Node } from "../model/model.ts";
import type { Value } from "./value.ts";

/** An operator applied to values of a graph under construction. */
export interface Application {
  readonly node: Node;
  /** The values of the node's inputs; undefined where one is left out. */
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: readonly Value[];
}
