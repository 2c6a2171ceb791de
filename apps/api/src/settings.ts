/** What bounds a server, and how it works. */
export interface ApiSettings {
  /** Bytes a request's body may have. */
  maxBodyBytes: number;
  /** Bytes that the bodies of all requests may take together. */
  maxBodiesBytes: number;
  /** Pixels a picture may have. */
  maxPixels: number;
  /** Pictures a request to classify may hold. */
  maxPictures: number;
  /** Drawings a request may ask for. */
  maxCount: number;
  /** Steps of a solver that a request may ask for. */
  maxSteps: number;
  /** Pictures and drawings that may wait, each. */
  queueLimit: number;
  /** Milliseconds within which a picture is classified, or refused. */
  classifyDeadlineMs: number;
  /** Milliseconds within which a drawing is drawn, or refused. */
  drawDeadlineMs: number;
  /** Origins whose pages may ask; "*" is all. */
  origins: readonly string[];
  /** Milliseconds that the head of a request may take to come, and its body. */
  headTimeoutMs: number;
  bodyTimeoutMs: number;
  /** Milliseconds for which a client may read nothing of an answer that is there for it. */
  stallTimeoutMs: number;
  /** Connections at once; more are closed as they come. */
  maxConnections: number;
  /** Requests a minute of one client, an API key or an address; 0 for any number. A key's own limit goes before it. */
  requestsPerMinute: number;
  /** Whether there is no GET /metrics, which else answers as openly as /healthz does. */
  hideMetrics: boolean;
  /** Whether the last address of X-Forwarded-For is the client's. */
  trustProxy: boolean;
}

const DEFAULT_SETTINGS: ApiSettings = {
  maxBodyBytes: 20 << 20,
  maxBodiesBytes: 256 << 20,
  maxPixels: 50e6,
  maxPictures: 16,
  maxCount: 16,
  maxSteps: 100,
  queueLimit: 256,
  classifyDeadlineMs: 2000,
  drawDeadlineMs: 60_000,
  headTimeoutMs: 10_000,
  bodyTimeoutMs: 30_000,
  stallTimeoutMs: 30_000,
  maxConnections: 4096,
  requestsPerMinute: 0,
  hideMetrics: false,
  origins: ["*"],
  trustProxy: false,
};

/** Settings with what is left out filled in. */
export function settingsOf(given: Partial<ApiSettings>): ApiSettings {
  const known = Object.entries(DEFAULT_SETTINGS).map(([name, usual]) => [
    name,
    given[name as keyof ApiSettings] ?? usual,
  ]);
  return Object.fromEntries(known);
}
