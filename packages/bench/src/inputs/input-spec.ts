/** An input as a graph declares it; a side without a number is a name, or unknown where it is 0, less, or an empty text. */
export interface DeclaredInput {
  name: string;
  dtype?: string;
  dims?: readonly (number | string)[];
}

/** An input with every side known. */
export interface InputSpec {
  name: string;
  dtype: string;
  dims: number[];
}

/** Sides given for inputs, by name. At a batch axis stands 1, or the axis's name. */
export type Shapes = Readonly<Record<string, readonly (number | string)[]>>;
