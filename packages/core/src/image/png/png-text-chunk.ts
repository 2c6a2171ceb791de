import { TinyCatsError } from "@tiny-cats/schema/errors";
import { pngChunk } from "./png-chunks.ts";

/** Printable Latin-1, without spaces at the ends or side by side (PNG specification, section 11.3.4.2). */
const KEYWORD = /^(?! )(?!.* {2})[\x20-\x7e\xa1-\xff]{1,79}(?<! )$/;
const LATIN_1 = /^[\n\x20-\x7e\xa0-\xff]*$/;

/**
 * A chunk of text: tEXt where Latin-1 holds the value, iTXt in UTF-8 elsewhere.
 *
 * @throws TinyCatsError "invalid-png-text" for a keyword that is not 1 to 79 Latin-1 characters, or a value with a NUL or half a character.
 */
export function pngTextChunk(keyword: string, value: string): Uint8Array {
  if (!KEYWORD.test(keyword)) {
    throw new TinyCatsError("invalid-png-text", `"${keyword}" can't be the keyword of a text in a PNG`, {
      value: keyword,
      remedy: "use 1 to 79 Latin-1 characters, single spaces only between others",
    });
  }
  if (LATIN_1.test(value)) return pngChunk("tEXt", latin1(`${keyword}\0${value}`));
  const utf8 = new TextEncoder().encode(value);
  if (value.includes("\0") || new TextDecoder("utf-8", { ignoreBOM: true }).decode(utf8) !== value) {
    throw new TinyCatsError("invalid-png-text", `the text "${keyword}" holds a NUL or half a surrogate pair`, {
      value,
      remedy: "take the broken character out of the text",
    });
  }
  const head = latin1(`${keyword}\0\0\0\0\0`);
  const data = new Uint8Array(head.length + utf8.length);
  data.set(head);
  data.set(utf8, head.length);
  return pngChunk("iTXt", data);
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
