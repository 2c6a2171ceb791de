/** Whether a path names a file of weights rather than a graph or a folder. */
export function isCheckpoint(path: string | undefined): path is string {
  return path !== undefined && /\.(pt|pth|bin|ckpt|safetensors)$/.test(path);
}
