/** Whether the device is told to spare its connection: then nothing large is fetched unasked. */
export function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}
