import type { FileSlice } from "../storage/object-store.ts";

/** What a handler answers; at most one of json, text and file. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
  file?: FileSlice;
}

/** An answer in JSON, 200 unless told. */
export function json(
  value: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Answer {
  return { status, headers, json: value };
}
