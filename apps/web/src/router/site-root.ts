/** The site's root, as the page's <base> says: "https://host/some/base/". */
export function siteRoot(): URL {
  return new URL("./", document.baseURI);
}

/** The address of a page, with its query. */
export function addressOf(path: string, query?: URLSearchParams): string {
  const url = new URL(path === "" ? "./" : `${path}/`, siteRoot());
  if (query) url.search = query.toString();
  return url.href;
}
