/** The multiple of `divisor` nearest to a width, not below `least` nor below nine tenths of it, as the MobileNets round their channels. */
export function makeDivisible(width: number, divisor: number, least = divisor): number {
  const rounded = Math.max(least, Math.floor(Math.trunc(width + divisor / 2) / divisor) * divisor);
  return rounded < 0.9 * width ? rounded + divisor : rounded;
}
