import type { Finding } from "./finding.ts";

/** The finding for a metric that has no known name. */
export function unknownMetric(path: string, metric: string): Finding {
  return {
    code: "unknown-metric",
    severity: "error",
    path,
    message: `"${metric}" is no metric that is known`,
    remedy: "use a name of this toolkit's reports, such as accuracy, kid or perplexity, or of the evaluate library",
  };
}
