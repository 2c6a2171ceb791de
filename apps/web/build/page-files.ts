import type { Rollup } from "vite";
import type { RouteName } from "../src/router/routes.ts";

/** The tags that ask for the scripts and styles of a route's page while the browser still reads the HTML, before a script asks for them. */
export function pageFiles(bundle: Rollup.OutputBundle, route: RouteName): string[] {
  // It is in the entry.
  if (route === "home") return [];
  const page = Object.values(bundle).find(
    (file) => file.type === "chunk" && file.facadeModuleId?.endsWith(`/src/pages/${route}/${route}-page.tsx`),
  );
  if (page?.type !== "chunk") throw new Error(`the build has no script of the page "${route}"`);
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const take = (name: string) => {
    const file = bundle[name];
    if (scripts.has(name) || file?.type !== "chunk" || file.isEntry) return;
    scripts.add(name);
    for (const style of file.viteMetadata?.importedCss ?? []) styles.add(style);
    for (const next of file.imports) take(next);
  };
  take(page.fileName);
  return [
    ...Array.from(scripts, (name) => `<link rel="modulepreload" crossorigin href="./${name}">`),
    ...Array.from(styles, (name) => `<link rel="stylesheet" crossorigin href="./${name}">`),
  ];
}
