import { expect, test } from "vitest";
import { checkEndpoint } from "./check-endpoint.ts";

test.each(["ftp://hub", "hub", "https://user:pw@hub", "https://hub?x=1", ""])("%j is no endpoint", (endpoint) => {
  expect(() => checkEndpoint(endpoint)).toThrow(expect.objectContaining({ code: "invalid-endpoint" }));
});
