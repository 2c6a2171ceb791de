import { useEffect, useState } from "preact/hooks";

const CHANGED = "tiny-cats:navigated";

/** Whether a link leads to a page that is not shown yet. */
let isUnderWay = false;

/** The page's address, kept up to date. */
export function useLocation(): URL {
  const [href, setHref] = useState(location.href);
  useEffect(() => {
    const update = () => setHref(location.href);
    const goBack = () => {
      isUnderWay = false;
      update();
    };
    addEventListener("popstate", goBack);
    addEventListener(CHANGED, update);
    return () => {
      removeEventListener("popstate", goBack);
      removeEventListener(CHANGED, update);
    };
  }, []);
  return new URL(href);
}

/** Goes to another page of the site without loading it anew; `replace` leaves no step back. */
export function navigate(href: string, { replace = false }: { replace?: boolean } = {}): void {
  const from = location.pathname;
  history[replace ? "replaceState" : "pushState"](null, "", href);
  if (location.pathname !== from) isUnderWay = true;
  dispatchEvent(new Event(CHANGED));
}

/** To be called when another page is shown: one that a link led to is begun at its top. One that was gone back to stays where it was left. */
export function arrive(): void {
  if (!isUnderWay) return;
  isUnderWay = false;
  scrollTo(0, 0);
  // What reads the page aloud begins with the new one.
  document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
}
