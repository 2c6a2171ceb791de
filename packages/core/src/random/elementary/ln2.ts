/** ln 2 to 32 binary places: its product with any exponent of a double is exact. */
export const LN2_HIGH = 2977044471 / 4294967296;

/** ln 2 - LN2_HIGH. */
export const LN2_LOW = 1.9082149292705877e-10;
