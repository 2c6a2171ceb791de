/** Pictures that come with the site, below its root. */
export const SAMPLES = [
  { key: "chelsea", file: "chelsea.png", width: 451, height: 300 },
  { key: "bombay", file: "Bombay_001.png", width: 64, height: 64 },
  { key: "siamese", file: "Siamese_001.png", width: 64, height: 64 },
  { key: "maineCoon", file: "Maine_Coon_000.png", width: 64, height: 64 },
] as const;
