import type { ComponentChildren } from "preact";
import { Link } from "../router/link.tsx";
import type { RouteName } from "../router/routes.ts";
import { texts } from "../texts.ts";
import { CatMark } from "./cat-mark.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import { UpdatePrompt } from "./update-prompt.tsx";

const { site } = texts;

/** What every page has: a way past the navigation, the navigation, the page itself and a last word. */
export function Layout({
  route,
  isPageThere,
  children,
}: {
  route: RouteName;
  /** Whether the first page is there. */
  isPageThere: boolean;
  children: ComponentChildren;
}) {
  return (
    <>
      {/* The whole address: a fragment alone would lead to the page's <base>, which is the site's root. */}
      <a class="button visually-hidden skip" href={`${location.pathname}${location.search}#content`}>
        {site.skip}
      </a>
      <header class="site-header">
        <div>
          <Link to="" class="site-name" current={route === "home"}>
            <CatMark />
            {site.name}
          </Link>
          <nav class="site-nav" aria-label={site.navigation}>
            {Object.entries(site.nav).map(([path, name]) => (
              <Link key={path} to={path} current={route === path}>
                {name}
              </Link>
            ))}
          </nav>
          <ThemeSwitch />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer class="site-footer">
        <div>
          <span>{site.footer}</span>
          <Link to="about">{site.nav.about}</Link>
        </div>
      </footer>
      <UpdatePrompt isPageThere={isPageThere} />
    </>
  );
}
