import { parse } from "valibot";
import { type NanEchoConfig, nanEchoConfig } from "./config.ts";

/** What NanEcho's own configuration defaults to. */
export const nanEchoPresets: Readonly<Record<string, NanEchoConfig>> = {
  nanecho: parse(nanEchoConfig, { vocab_size: 50_257, n_embd: 768, n_head: 12, n_layer: 12, block_size: 1024 }),
};
