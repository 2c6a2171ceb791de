/** A model whose files are named one by one, as @tiny-cats/models exports them: file: URLs in Node, addresses in a browser. */
export interface EmbeddedModel {
  manifest: URL;
  files: Readonly<Record<string, URL>>;
}
