import type { ComponentChildren } from "preact";
import { addressOf } from "./site-root.ts";
import { navigate } from "./use-location.ts";

/** A link to a page of the site. */
export function Link({
  to,
  query,
  current = false,
  class: className,
  children,
}: {
  /** Path below the site's root. */
  to: string;
  query?: URLSearchParams;
  /** Whether it leads to the page that is shown. */
  current?: boolean;
  class?: string;
  children: ComponentChildren;
}) {
  const href = addressOf(to, query);
  return (
    <a
      href={href}
      class={className}
      aria-current={current ? "page" : undefined}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        navigate(href);
      }}
    >
      {children}
    </a>
  );
}
