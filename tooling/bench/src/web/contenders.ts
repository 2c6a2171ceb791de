import { readFile } from "node:fs/promises";
import { fixture } from "../fixture.ts";
import type { SiteServer } from "./serve-site.ts";
import type { Errand } from "./watch-page.ts";

/** A page that is measured, and what is done on it. */
export interface Contender {
  name: string;
  site: SiteServer;
  address: string;
  errand: Errand;
}

/** The pages by what is done there: both classify the same picture, ours draws as well. */
export async function contenders(ours: SiteServer, peer: SiteServer) {
  const picture = (await readFile(fixture("chelsea.png"))).toString("base64");
  const classify: Contender = {
    name: "apps/web",
    site: ours,
    address: `${ours.url}classify/`,
    errand: {
      picture,
      control: ".drop-zone input[type=file]",
      taken: "article[data-phase]",
      done: "article[data-phase=done] h3",
    },
  };
  const draw: Contender = {
    name: "apps/web, drawing",
    site: ours,
    address: `${ours.url}draw/`,
    errand: {
      picture,
      control: ".draw-button:enabled",
      taken: ".easel .load-status, .easel[data-shows=live]",
      done: ".easel[data-shows=result] .easel-label",
    },
  };
  const other: Contender = {
    name: "transformers.js",
    site: peer,
    address: peer.url,
    errand: { picture, control: "input:enabled", taken: "ol[data-phase]", done: "ol[data-phase=done] li" },
  };
  return { classify, draw, other };
}
