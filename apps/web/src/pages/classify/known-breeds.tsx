import "./known-breeds.css";
import { BREEDS } from "@tiny-cats/core";
import { useSubscribed } from "../../browser/use-subscribed.ts";
import { classifierStore } from "../../models/stores.ts";
import { texts } from "../../texts.ts";

/** The classes that there are: the default model's until another is there. */
export function KnownBreeds() {
  const state = useSubscribed(classifierStore);
  const labels = state.phase === "ready" ? state.model.labels : BREEDS.map(({ label }) => label);
  return (
    <div class="knows small">
      <p class="muted">{texts.classify.knows}</p>
      <ul>
        {labels
          .filter((label) => label !== "Other")
          .map((label) => (
            <li key={label}>{label}</li>
          ))}
      </ul>
    </div>
  );
}
