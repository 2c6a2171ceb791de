import { useEffect, useState } from "preact/hooks";

const CHANGED = "tiny-cats:navigated";

/** The page's address, kept up to date. */
export function useLocation(): URL {
  const [href, setHref] = useState(location.href);
  useEffect(() => {
    const update = () => setHref(location.href);
    addEventListener("popstate", update);
    addEventListener(CHANGED, update);
    return () => {
      removeEventListener("popstate", update);
      removeEventListener(CHANGED, update);
    };
  }, []);
  return new URL(href);
}

/** Goes to another page of the site without loading it anew; `replace` leaves no step back. */
export function navigate(href: string, { replace = false }: { replace?: boolean } = {}): void {
  const from = location.pathname;
  history[replace ? "replaceState" : "pushState"](null, "", href);
  dispatchEvent(new Event(CHANGED));
  if (location.pathname !== from) {
    scrollTo(0, 0);
    // What reads the page aloud begins with the new one.
    document.querySelector<HTMLElement>("main")?.focus();
  }
}
