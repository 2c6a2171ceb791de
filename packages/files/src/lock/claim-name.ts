const PATTERN = /^(.+)\.([0-9a-f]{32})\.(\d{1,6})\.break$/;

/** The path whose exclusive creation gives the right to remove the lock that bears `token`; `turn` counts holders of that right that died. */
export function claimName(lockPath: string, token: string, turn: number): string {
  return `${lockPath}.${token}.${turn}.break`;
}

/** Which lock a claim's name is about; undefined for any other name. */
export function claimedLock(name: string): { lock: string; token: string } | undefined {
  const match = PATTERN.exec(name);
  return match ? { lock: match[1], token: match[2] } : undefined;
}
