// @ts-expect-error: it comes without types.
import autocannon from "autocannon";

/** A run of load: what came back, and how long what was accepted took. */
export interface Load {
  /** Answers of 200 a second. */
  goodput: number;
  accepted: number;
  rejected: number;
  /** Begun, and not done before the deadline: 504. */
  late: number;
  /** Of any other status, and requests without an answer. */
  failed: number;
  /** Milliseconds, of accepted ones. */
  p50: number;
  p99: number;
}

interface Client {
  setRequests(requests: readonly object[]): void;
}

interface Run extends Promise<{ errors: number; timeouts: number; duration: number }> {
  on(event: "response", heard: (client: Client, status: number, bytes: number, ms: number) => void): void;
}

const send: (options: object) => Run = autocannon;

/** Sends pictures to classify over so many connections at once, each the next as soon as it has its answer, each from another picture on. */
export async function load(
  url: string,
  pictures: readonly Buffer[],
  { connections, ...end }: { connections: number } & ({ seconds: number } | { amount: number }),
): Promise<Load> {
  const requests = pictures.map((body) => ({
    method: "POST",
    path: "/v1/classify?top_k=5",
    headers: { "content-type": "image/jpeg" },
    body,
  }));
  let clients = 0;
  const start = performance.now();
  const run = send({
    url,
    connections,
    requests,
    timeout: 60,
    ...("seconds" in end ? { duration: end.seconds } : { amount: end.amount }),
    setupClient(client: Client) {
      const first = (clients++ * 7) % requests.length;
      client.setRequests([...requests.slice(first), ...requests.slice(0, first)]);
    },
  });
  const times: number[] = [];
  let rejected = 0;
  let late = 0;
  let failed = 0;
  run.on("response", (_, status, __, ms) => {
    if (status === 200) times.push(ms);
    else if (status === 429) rejected++;
    else if (status === 504) late++;
    else failed++;
  });
  const { errors, timeouts } = await run;
  const seconds = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  const quantile = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))];
  return {
    goodput: times.length / seconds,
    accepted: times.length,
    rejected,
    late,
    failed: failed + errors + timeouts,
    p50: quantile(0.5),
    p99: quantile(0.99),
  };
}
