import { bytes } from "../../output/bytes.ts";
import { type RuntimeReport, works } from "./check-runtime.ts";
import type { Examination } from "./examine.ts";
import type { Check } from "./self-check.ts";

/** One line of what doctor found; a public one may stand in a bug report. */
export interface Fact {
  name: string;
  value: string;
  ok?: boolean;
  public: boolean;
}

/** What doctor found, in the order it is printed. */
export function facts(found: Examination): Fact[] {
  const { decoder } = found;
  const open = (name: string, value: string, ok?: boolean): Fact => ({ name, value, ok, public: true });
  const own = (name: string, value: string): Fact => ({ name, value, public: false });
  return [
    open("tiny-cats", found.cli),
    open("node", `${found.node} on ${found.platform}`),
    open("cpu", `${found.cpu ?? "unknown"}, ${found.cores} threads at once`),
    open("memory", bytes(found.memory_bytes)),
    ...Object.entries(found.packages).map(([name, version]) => open(name, version ?? "not found", version !== null)),
    ...found.runtimes.map((runtime) =>
      open(runtime.name, describeRuntime(runtime), runtime.version === null ? undefined : works(runtime)),
    ),
    open(
      "sharp",
      decoder
        ? `${decoder.version} (libvips ${decoder.libvips})`
        : "not installed: pictures can't be read (npm install sharp)",
      decoder !== null,
    ),
    own("cache folder", `${found.cache.path}${found.cache.exists ? "" : " (not there)"}`),
    own("configuration", found.config ?? "no file"),
    open("Hugging Face token", found.hub_signed_in ? "present" : "absent"),
  ];
}

function describeRuntime({ version, session, classifier, generator, error }: RuntimeReport): string {
  if (version === null) return "not installed";
  if (session === null) return `${version}: no session loads: ${error}`;
  const provider = /\((.*)\)/.exec(session)?.[1] ?? session;
  const checks = [`classifies ${describeCheck(classifier)}`, `draws ${describeCheck(generator)}`];
  return `${version} on ${provider}: ${error ?? checks.join(", ")}`;
}

function describeCheck(check: Check | null): string {
  if (!check) return "nothing";
  return check.ok ? "as it should" : `wrongly (off by ${check.largest_difference.toPrecision(3)})`;
}
