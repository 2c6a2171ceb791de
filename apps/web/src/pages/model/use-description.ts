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
    let isAsked = true;
    setDescribed({ phase: "reading" });
    readDescription(places, controller.signal).then(
      // What is no longer asked for may still come, and later than what is.
      (description) => isAsked && setDescribed({ phase: "read", description }),
      (error) => isAsked && setDescribed({ phase: "failed", error }),
    );
    return () => {
      isAsked = false;
      controller.abort();
    };
  }, [key, attempt]);
  return described;
}
