import type { Classification, ProviderChoice, RgbImage } from "@tiny-cats/core";
import type { Preprocessing } from "@tiny-cats/schema";

/** What the network said of a picture, and what it took. */
export interface CardResult extends Classification {
  runtime: string;
  provider?: ProviderChoice;
  /** Milliseconds of reading the picture, and of asking the network. */
  readMs: number;
  runMs: number;
}

/** What a picture's file came to. */
export interface CardPicture {
  width: number;
  height: number;
  /** What the network sees of it, and the preprocessing that made it. */
  seen: RgbImage;
  spec: Preprocessing;
  readMs: number;
}

/** A picture on the page. */
export interface PictureCard {
  readonly id: number;
  readonly name: string;
  readonly phase: "waiting" | "reading" | "running" | "done" | "failed";
  /** Address of what is shown: the file itself until it is read, then a small copy. */
  readonly shown?: string;
  /** The file, until it has been read and asked about. */
  readonly file?: Blob;
  readonly picture?: CardPicture;
  readonly result?: CardResult;
  readonly error?: unknown;
  /** The threads that ended while they had it. */
  readonly ended: readonly ("network" | "reader")[];
}
