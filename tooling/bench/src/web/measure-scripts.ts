import type { LaunchOptions } from "@playwright/test";
import type { Contender } from "./contenders.ts";
import { newProfile } from "./new-profile.ts";
import { visit } from "./visit.ts";

/** Gzipped bytes of scripts that a page and its workers asked for until its first answer; without the service worker, which asks for the whole site. */
export async function measureScripts({ site, address, errand }: Contender, options: LaunchOptions): Promise<number> {
  await using profile = await newProfile(options, { serviceWorkers: "block" });
  site.takeSent();
  await visit(profile.context, address, errand);
  const scripts = site.takeSent().filter(({ path }) => /\.m?js$/.test(path) && path !== "/service-worker.js");
  return scripts.reduce((sum, { bytes }) => sum + bytes, 0);
}
