/** Lines for those who run the server: one JSON object each. Nothing of pictures, prompts, addresses or keys is in them. */
export type Log = (line: { level: "info" | "warning" | "error"; event: string } & Record<string, unknown>) => void;
