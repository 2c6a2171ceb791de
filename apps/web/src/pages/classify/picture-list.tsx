import "./picture-list.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { texts } from "../../texts.ts";
import { PictureArticle } from "./picture-article.tsx";
import type { PictureCard } from "./picture-card.ts";
import { queue } from "./queue.ts";
import { TopK } from "./top-k.tsx";

const { list: words } = texts.classify;

/** The pictures, the newest first, with what holds for all of them. */
export function PictureList({ cards, onEmpty }: { cards: readonly PictureCard[]; onEmpty(): void }) {
  const [k, setK] = useState(5);
  const list = useRef<HTMLOListElement>(null);
  const section = useRef<HTMLElement>(null);
  const newest = cards[0]?.id ?? 0;
  const before = useRef(newest);
  useEffect(() => {
    if (newest > before.current) bringIntoView(section.current);
    before.current = newest;
  }, [newest]);
  if (cards.length === 0) return null;
  /** Whoever uses the keyboard is led on to the picture that comes next. */
  const focusOn = (place: number) =>
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll<HTMLButtonElement>("button.remove") ?? [];
      if (buttons.length === 0) onEmpty();
      else buttons[Math.min(place, buttons.length - 1)].focus();
    });
  return (
    <section ref={section} class="pictures" aria-label={words.label}>
      <div class="row pictures-head">
        <h2>{words.title(cards.length)}</h2>
        <TopK k={k} onChange={setK} />
        <button
          type="button"
          class="button"
          onClick={() => {
            queue.clear();
            onEmpty();
          }}
        >
          {words.clear}
        </button>
      </div>
      <ol ref={list}>
        {cards.map((card, place) => (
          <li key={card.id}>
            <PictureArticle
              card={card}
              k={k}
              onRemove={() => {
                queue.remove(card.id);
                focusOn(place);
              }}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Scrolls to what would begin below the window, as it does on a phone: else nothing seems to have happened. */
function bringIntoView(element: HTMLElement | null): void {
  if (!element || element.getBoundingClientRect().top < innerHeight - 160) return;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ behavior: isCalm ? "auto" : "smooth" });
}
