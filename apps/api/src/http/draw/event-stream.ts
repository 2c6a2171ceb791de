/** An answer of server-sent events, framed as the Hugging Face clients read them: JSON in each, then [DONE]. */
export function eventStream(
  work: (send: (event: unknown) => void) => Promise<void>,
  { headers, onCancel }: { headers: Record<string, string>; onCancel: () => void },
): Response {
  const text = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(stream) {
      let open = true;
      const line = (data: string) => {
        if (!open) return;
        try {
          stream.enqueue(text.encode(`data: ${data}\n\n`));
        } catch {
          open = false;
        }
      };
      await work((event) => line(JSON.stringify(event)));
      line("[DONE]");
      if (open) stream.close();
    },
    cancel: onCancel,
  });
  return new Response(body, {
    headers: { ...headers, "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" },
  });
}
