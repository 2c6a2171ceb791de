import type * as v from "valibot";

/** One kind of document: what its `schema` key says, the version read here, what it is called in messages, and its shape. */
export interface DocumentKind<T> {
  name: string;
  version: number;
  title: string;
  shape: v.GenericSchema<unknown, T>;
}
