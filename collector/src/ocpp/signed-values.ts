/** Stands for a signed meter value: its data set (OCMF, EDL40 …) names the user by id, in an encoding of its own. */
export const SIGNED = '~signed';

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Whether meter values hold signed data (1.6: format SignedData; 2.x: signedMeterValue), or anything else than the
 * fields that meter values have. `values` is a list of MeterValues or of SampledValues.
 */
export function isSigned(values: unknown): boolean {
  if (!Array.isArray(values)) return true;
  for (const value of values) {
    if (!isObject(value)) return true;
    if (value['format'] === 'SignedData' || value['signedMeterValue'] !== undefined) return true;
    if (value['customData'] !== undefined) return true;
    if (value['sampledValue'] !== undefined && isSigned(value['sampledValue'])) return true;
  }
  return false;
}
