import { describeMachine } from "@tiny-cats/core/node";
import type { Measured } from "@tiny-cats/schema";
import packageJson from "../../../package.json" with { type: "json" };

/** What is particular to a measurement. */
export interface MeasurementFacts {
  model: Measured["model"];
  data: Measured["data"];
  n: number;
  seed: number | null;
  command: string;
  /** What executed the graphs, such as "onnxruntime-node 1.30.0 (cpu)". */
  runtimes: readonly string[];
  /** Whether pictures were read. */
  pictures: boolean;
}

/** The provenance of numbers measured by this package on this machine, now. */
export async function provenance({ runtimes, pictures, ...facts }: MeasurementFacts): Promise<Measured> {
  return {
    ...facts,
    hardware: describeMachine(),
    versions: await versionsOf({ runtimes, pictures }),
    date: new Date().toISOString(),
    by: `${packageJson.name} ${packageJson.version}`,
  };
}

/** Version of what took part in a measurement, by name. */
export async function versionsOf({
  runtimes,
  pictures,
}: Pick<MeasurementFacts, "runtimes" | "pictures">): Promise<Record<string, string>> {
  const ran = runtimes.map((runtime) => runtime.split(" ")).map(([name, ...version]) => [name, version.join(" ")]);
  return {
    node: process.versions.node,
    [packageJson.name]: packageJson.version,
    ...Object.fromEntries(ran),
    ...(pictures && (await decoderVersions())),
  };
}

async function decoderVersions(): Promise<Record<string, string>> {
  const sharp = await import("sharp").then(
    (module) => module.default.versions,
    () => undefined,
  );
  return { ...(sharp?.sharp && { sharp: sharp.sharp }), ...(sharp?.vips && { libvips: sharp.vips }) };
}
