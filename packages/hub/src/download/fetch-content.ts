import type { Connection } from "../request/connection.ts";
import type { Content } from "./content.ts";
import { receive } from "./receive.ts";
import { openSink } from "./sink.ts";
import { wrongContent } from "./wrong-content.ts";

const MOST_AGAIN = 2;

export interface Fetched {
  /** What is fetched, for messages. */
  path: string;
  url: string;
  content: Content;
}

export interface FetchOptions {
  signal?: AbortSignal;
  /** Told how much of the content there is, and how many bytes came over the network just now. */
  onBytes?: (position: number, received: number) => void;
}

/**
 * Fetches a content into `partial`, going on where an earlier run stopped. When it returns, the file has the content's size and hash. When it
 * throws, what came is kept there for the next run (unless it is wrong).
 *
 * @throws HubError "integrity-failed" when three whole answers in a row had another hash, and others of a request; FilesError as
 * writeFileAtomic does; the signal's reason.
 */
export async function fetchContent(
  connection: Connection,
  { path, url, content }: Fetched,
  partial: string,
  { signal, onBytes }: FetchOptions = {},
): Promise<void> {
  const sink = await openSink(partial, content, signal);
  try {
    for (let again = 0; ; ) {
      await receive(connection, url, sink, {
        size: content.size,
        path,
        signal,
        onBytes: (bytes) => onBytes?.(sink.position, bytes),
      });
      onBytes?.(sink.position, 0);
      const { resumed } = sink;
      if (await sink.finish()) return;
      // Bytes of an earlier run may have been wrong through no fault of this answer.
      if (!resumed && ++again > MOST_AGAIN) throw wrongContent(path, content.oid);
    }
  } catch (error) {
    await sink.suspend();
    throw error;
  }
}
