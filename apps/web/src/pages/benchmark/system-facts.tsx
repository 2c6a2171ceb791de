import { useEffect, useState } from "preact/hooks";
import { Pairs } from "../../design/pairs.tsx";
import { texts } from "../../texts.ts";

const { benchmark: words } = texts;
const { system } = words;

/** What the numbers depend on, as far as a browser tells. */
export function SystemFacts() {
  const [facts, setFacts] = useState<{ browser: string; clock: string }>();
  useEffect(() => {
    void import("@tiny-cats/bench").then(({ timerResolution, performanceClock }) =>
      setFacts({ browser: browserName(), clock: `${Number(timerResolution(performanceClock).toPrecision(2))} ms` }),
    );
  }, []);
  const yesOrNo = (is: boolean) => (is ? system.yes : system.no);
  return (
    <section class="stack" aria-labelledby="system">
      <h2 id="system">{words.systemTitle}</h2>
      <Pairs
        of={[
          [system.browser, facts?.browser],
          [system.cores, navigator.hardwareConcurrency],
          [system.isolated, yesOrNo(crossOriginIsolated)],
          [system.gpu, yesOrNo("gpu" in navigator)],
          [system.clock, facts?.clock],
        ]}
      />
      {!crossOriginIsolated && (
        <p class="error">
          {words.notIsolated} {navigator.serviceWorker?.controller && words.notIsolatedReload}
        </p>
      )}
      <p class="muted small">{words.stayHere}</p>
    </section>
  );
}

function browserName(): string {
  const [name] = /(?:Firefox|Edg|Chrome|Version)\/[\d.]+/.exec(navigator.userAgent) ?? ["?"];
  return name.replace("/", " ").replace("Version", "Safari").replace("Edg ", "Edge ");
}
