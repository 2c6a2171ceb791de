import { ROUTES, type RouteName } from "./routes.ts";

/** The page that an address means, below the site's root; a trailing slash and index.html change nothing. */
export function matchRoute(address: URL, root: URL): RouteName {
  if (!address.pathname.startsWith(root.pathname))
    return address.pathname === root.pathname.slice(0, -1) ? "home" : "not-found";
  const path = address.pathname
    .slice(root.pathname.length)
    .replace(/\/$/, "")
    .replace(/(?:^|\/)index\.html$/, "");
  return ROUTES.find((route) => route.path === path)?.name ?? "not-found";
}
