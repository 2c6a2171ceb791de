import { readVectors } from "../../../../tooling/golden/read-vectors.ts";
import type { TinyDitConfig } from "../tinydit/config.ts";

/** tooling/golden/vectors/tinydit-positions.json; numbers are little-endian float64 in base64. */
export const positionsGolden = readVectors<{
  /** Numbers of a position. */
  width: number;
  /** Positions by formula taken from one side to another, and the gradient by them of their sum times numbers by formula. */
  grids: { from: number; to: number; positions: string; gradient: string }[];
  /** A model with weights by formula, drawing pictures of another size than its own; and the gradient by its own positions. */
  drawn: {
    config: TinyDitConfig;
    image_size: number;
    timestep: number[];
    breed: number[];
    velocity: string;
    gradient: string;
  }[];
}>("tinydit-positions");
