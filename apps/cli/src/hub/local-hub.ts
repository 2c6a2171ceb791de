/** The port that `tiny-cats hub serve` takes unless told. */
export const LOCAL_PORT = 8811;

/** What `--hub local` means: the emulator at its usual port with the token that it knows, which is no secret. */
export const LOCAL_HUB = { endpoint: `http://127.0.0.1:${LOCAL_PORT}`, token: "hf_local" } as const;
