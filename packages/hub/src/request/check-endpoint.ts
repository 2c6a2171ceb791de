import { HubError } from "../errors/hub-error.ts";

/** The Hub's address without a slash at its end. */
export function checkEndpoint(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash)
    return url.href.replace(/\/+$/, "");
  throw new HubError("invalid-endpoint", "the Hub's address is no http or https address", {
    value: url ? `${url.protocol}//${url.host}` : "",
    remedy: "use one such as https://huggingface.co, without a user, password or query",
  });
}
