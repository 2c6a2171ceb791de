import { useEffect, useRef, useState } from "preact/hooks";
import { navigate, useLocation } from "../../router/use-location.ts";
import { texts } from "../../texts.ts";
import type { DrawingModel } from "./model-of.ts";
import { type Draft, recommended } from "./settings/draft.ts";
import type { DrawPlan } from "./settings/draw-plan.ts";
import { drawQuery } from "./settings/draw-query.ts";
import { fillDraft } from "./settings/fill-draft.ts";
import { firstDraft } from "./settings/first-draft.ts";
import { readDraft } from "./settings/read-draft.ts";
import { readDrawQuery } from "./settings/read-draw-query.ts";

/** What was said of a form that was filled in from elsewhere. */
export interface Said {
  notices: readonly string[];
  /** Said where there is no notice. */
  done: string;
}

/** The form: as the address asks for at first, then as it is filled in; it follows the model. */
export function useDraft({ manifest, modelSha256 }: DrawingModel) {
  const { search } = useLocation();
  const asked = (before: Draft) => readDrawQuery(new URLSearchParams(search), before, manifest, { modelSha256 });
  // Read at once: what there is to say stands there from the first paint on.
  const [{ draft: asFound, notices }] = useState(() => {
    const first = firstDraft(manifest);
    return asked(first) ?? { draft: first, notices: undefined };
  });
  const [draft, setDraft] = useState<Draft>(asFound);
  const [said, setSaid] = useState<Said | undefined>(notices && { notices, done: texts.draw.link.filled });
  const written = useRef(search);
  const known = useRef(manifest);

  useEffect(() => {
    if (search === written.current) return;
    written.current = search;
    const filled = asked(draft);
    if (!filled) return;
    setDraft(filled.draft);
    setSaid({ notices: filled.notices, done: texts.draw.link.filled });
  }, [search]);

  useEffect(() => {
    if (known.current === manifest) return;
    const before: Record<string, string> = { ...recommended(known.current) };
    known.current = manifest;
    setDraft((draft) => {
      const isRecommended = Object.entries(before).every(([field, value]) => draft[field as keyof Draft] === value);
      const { draft: next, notices } = fillDraft(isRecommended ? recommended(manifest) : {}, draft, manifest);
      if (notices.length > 0) setSaid({ notices, done: "" });
      return next;
    });
  }, [manifest]);

  return {
    draft,
    said,
    ...readDraft(draft, manifest),
    change: (change: Partial<Draft>) => setDraft((draft) => ({ ...draft, ...change })),
    /** Fills it from a drawing; wrong values are replaced. */
    fill(wanted: Partial<Draft>, done: string, more: readonly string[] = []) {
      const filled = fillDraft(wanted, draft, manifest);
      setDraft(filled.draft);
      setSaid({ notices: [...filled.notices, ...more], done });
    },
    dismiss: () => setSaid(undefined),
    /** Puts a plan into the address, so that a reload asks for it again. */
    write(plan: DrawPlan) {
      const url = new URL(location.href);
      url.search = drawQuery(plan).toString();
      if (url.search === written.current) return;
      written.current = url.search;
      navigate(url.href, { replace: true });
    },
  };
}
