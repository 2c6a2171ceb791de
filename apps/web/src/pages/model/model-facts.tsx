import type { Manifest } from "@tiny-cats/schema";
import { Pairs } from "../../design/pairs.tsx";
import { texts } from "../../texts.ts";

const { facts: names } = texts.model;

/** What the manifest says of the model as a whole. */
export function ModelFacts({ manifest, from }: { manifest: Manifest; from: string }) {
  const { name, task, architecture, parameters, model_version, license, provenance } = manifest;
  const labels = "labels" in manifest ? manifest.labels : undefined;
  const facts: [string, string | undefined][] = [
    [names.task, task],
    [names.architecture, architecture],
    [names.parameters, parameters?.toLocaleString("en-GB")],
    [names.version, model_version],
    [names.licence, license],
    [names.labels, labels?.join(", ")],
    [names.origin, provenance?.origin],
  ];
  return (
    <>
      <div>
        <p class="small muted">{from}</p>
        <h2>{name}</h2>
      </div>
      <Pairs of={facts.filter(([, value]) => value !== undefined)} />
    </>
  );
}
