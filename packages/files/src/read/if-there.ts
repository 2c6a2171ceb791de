/** What a reading of a file gives; undefined where it finds no file. Throws what else the reading throws. */
export async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code === "file-not-found") return undefined;
    throw error;
  }
}
