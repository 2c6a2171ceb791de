/**
 * The script of 404.html, which stands for addresses of any depth: walks up to the folder that holds the site's manifest, makes it the base, and
 * only then lets the page begin. It is text since it must be in the page itself: no path leads from there to a file.
 */
export const FIND_ROOT = `
(async () => {
  let folder = new URL("./", location.href);
  for (;;) {
    const manifest = await fetch(new URL("site.webmanifest", folder))
      .then((response) => (response.ok ? response.json() : undefined))
      .catch(() => undefined);
    if (manifest?.name === "tiny-cats" || folder.pathname === "/") break;
    folder = new URL("../", folder);
  }
  document.querySelector("base").href = folder.href;
  document.head.append(document.importNode(document.querySelector("#site").content, true));
})();
`;
