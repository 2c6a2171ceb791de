// Finds a Chromium for the browser's tests, or installs one where that is possible without asking.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { installWithApt, onPath } from "./install-with-apt.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const fixed = [
  "/usr/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

function installed() {
  const given = process.env.CHROMIUM_PATH;
  if (given && existsSync(given)) return given;
  return names.map(onPath).find(Boolean) ?? fixed.find(existsSync);
}

async function playwrights() {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

async function installWithPlaywright() {
  process.stderr.write("Installing Chromium with Playwright ...\n");
  spawnSync("npx", ["playwright", "install", "chromium"], {
    stdio: "ignore",
    shell: process.platform === "win32",
    timeout: 300_000,
  });
}

/** The path of a Chromium, or undefined where none is there and none can be had. */
export async function findChromium() {
  const present = installed() ?? (await playwrights());
  if (present) return present;
  installWithApt("chromium", "Chromium");
  const fromApt = installed();
  if (fromApt) return fromApt;
  await installWithPlaywright();
  return playwrights();
}
