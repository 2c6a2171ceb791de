/** Every page, by its path below the site's root. */
export const ROUTES = [
  { name: "home", path: "" },
  { name: "classify", path: "classify" },
  { name: "draw", path: "draw" },
  { name: "benchmark", path: "benchmark" },
  { name: "model", path: "model" },
  { name: "about", path: "about" },
] as const;

/** A page's name; "not-found" for every other address. */
export type RouteName = (typeof ROUTES)[number]["name"] | "not-found";
