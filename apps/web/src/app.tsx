import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { Layout } from "./design/layout.tsx";
import { Home } from "./pages/home/home-page.tsx";
import { NotFound } from "./pages/not-found.tsx";
import { PageFailed } from "./pages/page-failed.tsx";
import { matchRoute } from "./router/match-route.ts";
import type { RouteName } from "./router/routes.ts";
import { siteRoot } from "./router/site-root.ts";
import { arrive, useLocation } from "./router/use-location.ts";
import { texts } from "./texts.ts";

/** Pages that come with the site's first script. */
const AT_ONCE: Partial<Record<RouteName, ComponentType>> = { home: Home, "not-found": NotFound };

/** Pages that are loaded when they are gone to. */
const PAGES: Partial<Record<RouteName, () => Promise<ComponentType>>> = {
  classify: async () => (await import("./pages/classify/classify-page.tsx")).ClassifyPage,
  draw: async () => (await import("./pages/draw/draw-page.tsx")).DrawPage,
  benchmark: async () => (await import("./pages/benchmark/benchmark-page.tsx")).BenchmarkPage,
  model: async () => (await import("./pages/model/model-page.tsx")).ModelPage,
  about: async () => (await import("./pages/about/about-page.tsx")).AboutPage,
};

/** Until the first page is there, when it does not come at once: its room, so that nothing jumps. */
function Coming() {
  return <div class="page coming" />;
}

/** The site: the page that the address means, in its frame. */
export function App() {
  const route = matchRoute(useLocation(), siteRoot());
  const [page, setPage] = useState<{ route: RouteName; Page: ComponentType }>({
    route,
    Page: AT_ONCE[route] ?? Coming,
  });
  useEffect(() => {
    let isMeant = true;
    const load = PAGES[route] ?? (async () => AT_ONCE[route] as ComponentType);
    load()
      .catch(() => PageFailed)
      .then((Page) => isMeant && setPage({ route, Page }));
    return () => {
      isMeant = false;
    };
  }, [route]);
  useLayoutEffect(() => {
    const { site } = texts;
    document.title = page.route === "home" ? site.name : `${site.titles[page.route]} - ${site.name}`;
    arrive();
  }, [page]);
  // The page before stays, with its title, until the next one is there: nothing jumps.
  const { Page } = page;
  return (
    <Layout route={route} isPageThere={Page !== Coming}>
      <Page key={page.route} />
    </Layout>
  );
}
