import { useEffect, useState } from "preact/hooks";
import { type Description, readDescription } from "./read-description.ts";

export type Described =
  | { phase: "reading" }
  | { phase: "read"; description: Description }
  | { phase: "failed"; error: unknown };

/** What is told of the model at these places; `attempt` reads it anew. */
export function useDescription(places: readonly URL[], attempt: number): Described {
  const [described, setDescribed] = useState<Described>({ phase: "reading" });
  const key = places.join(" ");
  useEffect(() => {
    const controller = new AbortController();
    setDescribed({ phase: "reading" });
    readDescription(places, controller.signal).then(
      (description) => setDescribed({ phase: "read", description }),
      (error) => !controller.signal.aborted && setDescribed({ phase: "failed", error }),
    );
    return () => controller.abort();
  }, [key, attempt]);
  return described;
}
