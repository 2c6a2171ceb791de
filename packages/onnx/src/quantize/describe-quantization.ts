/** Where a quantized model comes from. */
export interface QuantizationOrigin {
  /** SHA-256 of the file that was quantized, 64 hexadecimal digits. */
  readonly source?: string;
  /** SHA-256 of what it was calibrated on. */
  readonly calibration?: string;
}

/** Metadata that says how a model was quantized and from what. */
export function describeQuantization(
  settings: Readonly<Record<string, unknown>>,
  { source, calibration }: QuantizationOrigin,
): Record<string, string> {
  return {
    quantization: JSON.stringify(settings),
    ...(source !== undefined && { quantization_source_sha256: source }),
    ...(calibration !== undefined && { quantization_calibration_sha256: calibration }),
  };
}
