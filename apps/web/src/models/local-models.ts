import type { EmbeddedModel } from "@tiny-cats/core/web";

/** Models of folders that were chosen on this device, by the address of their manifest; they live as long as the page. */
const models = new Map<string, EmbeddedModel>();

/** Makes a chosen folder's files readable; what comes back stands for the model in a store's places. */
export function addLocalModel(manifest: File, files: Readonly<Record<string, File>>): URL {
  const address = new URL(URL.createObjectURL(manifest));
  const all = Object.entries(files).map(([path, file]) => [path, new URL(URL.createObjectURL(file))] as const);
  models.set(address.href, { manifest: address, files: Object.fromEntries(all) });
  return address;
}

/** The chosen folder's model that an address stands for, if it does. */
export function localModel(address: URL): EmbeddedModel | undefined {
  return models.get(address.href);
}

/** Lets go of a chosen folder. */
export function forgetLocalModel(address: URL): void {
  const model = models.get(address.href);
  for (const url of model ? [model.manifest, ...Object.values(model.files)] : []) URL.revokeObjectURL(url.href);
  models.delete(address.href);
}
