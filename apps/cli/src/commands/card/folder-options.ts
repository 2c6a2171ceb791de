import type { FolderOptions } from "@tiny-cats/card/node";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import type { CommandContext } from "../../command-context.ts";
import { stageProgress } from "../../output/stage-progress.ts";

/** How a folder is read, and the end of its progress. */
export type FolderReading = FolderOptions & { end(): void };

/** How a folder is read for its card: with progress, a signal, and the names of tensors out of weight files. */
export function folderOptions({ io, talk }: CommandContext, repo: string | undefined): FolderReading {
  const progress = stageProgress(talk, { hashing: "Hashing" });
  return {
    signal: io.signal,
    ...(repo !== undefined && { repo }),
    onProgress: ({ bytes, total }) => progress.update("hashing", bytes, total),
    readTensorNames: async (path) => {
      const checkpoint = await openCheckpoint(path, { signal: io.signal });
      try {
        return [...checkpoint.tensors.keys()];
      } finally {
        await checkpoint.close();
      }
    },
    end: () => progress.end(),
  };
}
