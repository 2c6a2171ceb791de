import { useEffect, useRef, useState } from "preact/hooks";
import { useSubscribed } from "../../browser/use-subscribed.ts";
import { texts } from "../../texts.ts";
import { createQuarters } from "./run/quarters.ts";
import { studio } from "./shared.ts";

const { run: words } = texts.draw;

/** Tells a screen reader how drawing goes, every quarter of the way, and how it ended. */
export function Announcer() {
  const { run, results, ended } = useSubscribed(studio);
  const [text, setText] = useState("");
  const quarters = useRef(createQuarters());
  const plan = run?.plan;
  useEffect(() => {
    if (!plan) return;
    quarters.current = createQuarters();
    setText("");
  }, [plan]);
  useEffect(() => {
    const percent = run && quarters.current(run.share);
    if (percent !== undefined && percent < 100) setText(words.said(percent));
  }, [run]);
  useEffect(() => {
    if (ended === "done") setText(words.done(results.length));
    if (ended === "cancelled") setText(words.cancelled(results.length));
  }, [ended]);
  return (
    <p class="visually-hidden" role="status">
      {text}
    </p>
  );
}
