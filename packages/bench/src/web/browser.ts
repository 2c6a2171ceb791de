import type { BenchmarkReport } from "@tiny-cats/schema";

/** What a browser tells of its machine: it keeps processor and memory to itself. */
export function browserMachine(): BenchmarkReport["measured"]["hardware"] {
  const { userAgentData, platform } = navigator as Navigator & { userAgentData?: { platform?: string } };
  const os = userAgentData?.platform || platform || "not told";
  return { cpu: null, cores: navigator.hardwareConcurrency || null, memory_bytes: null, os };
}

const BROWSERS: readonly [string, RegExp][] = [
  ["Firefox", /Firefox\/([\d.]+)/],
  ["Edge", /Edg\/([\d.]+)/],
  ["Chromium", /(?:HeadlessChrome|Chrome|Chromium)\/([\d.]+)/],
  ["Safari", /Version\/([\d.]+).*Safari/],
];

/** The browser and its version, as it calls itself. */
export function browserVersion(): Record<string, string> {
  for (const [name, pattern] of BROWSERS) {
    const [, version] = pattern.exec(navigator.userAgent) ?? [];
    if (version) return { [name]: version };
  }
  return { browser: navigator.userAgent || "not told" };
}
