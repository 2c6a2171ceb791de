import type { CommandSpec } from "../../table/command-spec.ts";

const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;
export type Shell = (typeof SHELLS)[number];

export const completion: CommandSpec = {
  name: "completion",
  summary: "print a script that completes tiny-cats in a shell",
  arguments: [{ name: "shell", summary: SHELLS.join(", "), required: true, choices: SHELLS }],
  examples: [
    "source <(tiny-cats completion bash)                                        # in ~/.bashrc",
    "source <(tiny-cats completion zsh)                                         # in ~/.zshrc, after compinit",
    "tiny-cats completion fish > ~/.config/fish/completions/tiny-cats.fish",
    "tiny-cats completion powershell | Out-String | Invoke-Expression           # in $PROFILE",
  ],
  load: async () => (await import("./run.ts")).runCompletion,
};
