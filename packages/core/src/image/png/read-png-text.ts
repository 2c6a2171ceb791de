import { TinyCatsError } from "@tiny-cats/schema/errors";
import { corruptPng } from "./corrupt-png.ts";
import { readPngChunks } from "./png-chunks.ts";
import { transformBytes } from "./transform-bytes.ts";

export interface ReadPngTextOptions {
  /** Bytes all texts together may have, inflated; 1 MiB unless told. */
  maxBytes?: number;
  signal?: AbortSignal;
}

/**
 * The texts of a PNG (tEXt, zTXt, iTXt) by keyword; of two with one keyword the later counts.
 *
 * @throws TinyCatsError "not-a-png", "corrupt-png", "unsupported-png" or "png-text-too-large".
 */
export async function readPngText(
  bytes: Uint8Array,
  { maxBytes = 2 ** 20, signal }: ReadPngTextOptions = {},
): Promise<Record<string, string>> {
  signal?.throwIfAborted();
  const texts = new Map<string, string>();
  let left = maxBytes;
  for (const { type, data } of readPngChunks(bytes)) {
    if (type !== "tEXt" && type !== "zTXt" && type !== "iTXt") continue;
    const { keyword, packed, value } = split(type, data);
    const raw = packed ? await inflate(value, keyword, { maxBytes: left, signal }) : value;
    if (raw.length > left) throw tooLarge(keyword, maxBytes);
    left -= raw.length;
    texts.set(keyword, type === "iTXt" ? utf8(raw, keyword) : latin1(raw));
  }
  return Object.fromEntries(texts);
}

interface Text {
  keyword: string;
  packed: boolean;
  value: Uint8Array;
}

function split(type: string, data: Uint8Array): Text {
  const end = endOf(data, 0);
  const keyword = latin1(data.subarray(0, end));
  if (end < 1 || end > 79) throw corruptPng("a text has no proper keyword", { value: keyword.slice(0, 80) });
  if (type === "tEXt") return { keyword, packed: false, value: data.subarray(end + 1) };
  const packed = type === "zTXt" || data[end + 1] === 1;
  const method = data[type === "zTXt" ? end + 1 : end + 2];
  if (method !== 0 || (type === "iTXt" && data[end + 1] > 1))
    throw corruptPng(`the text "${keyword}" is packed in an unknown way`, { value: method });
  if (type === "zTXt") return { keyword, packed, value: data.subarray(end + 2) };
  const translated = endOf(data, endOf(data, end + 3) + 1);
  return { keyword, packed, value: data.subarray(translated + 1) };
}

function endOf(data: Uint8Array, start: number): number {
  const end = data.indexOf(0, start);
  if (end < 0) throw corruptPng("a text has no end to one of its parts");
  return end;
}

async function inflate(
  value: Uint8Array,
  keyword: string,
  { maxBytes, signal }: { maxBytes: number; signal?: AbortSignal },
): Promise<Uint8Array> {
  const text = await transformBytes([value], new DecompressionStream("deflate"), { maxBytes, signal }).catch(
    (cause) => {
      signal?.throwIfAborted();
      throw corruptPng(`the text "${keyword}" can't be inflated`, { cause });
    },
  );
  if (!text) throw tooLarge(keyword, maxBytes);
  return text;
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

function utf8(bytes: Uint8Array, keyword: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw corruptPng(`the text "${keyword}" is not UTF-8`, { cause });
  }
}

function tooLarge(keyword: string, maxBytes: number): TinyCatsError {
  return new TinyCatsError("png-text-too-large", `the texts of the PNG exceed ${maxBytes} bytes at "${keyword}"`, {
    value: keyword,
    remedy: "raise maxBytes if you trust the file",
  });
}
