import type { CommandSpec } from "../../table/command-spec.ts";

export const logout: CommandSpec = {
  name: "logout",
  summary: "remove the access token that login stored",
  details: ["It stays valid: revoke it at https://huggingface.co/settings/tokens. Other stored tokens stay."],
  examples: ["tiny-cats logout"],
  load: async () => (await import("./run.ts")).runLogout,
};
