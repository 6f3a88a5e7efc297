/** Text of a label value in the Prometheus exposition format: backslash, quote and line feed escaped. */
export const escapeLabelValue = (value: string): string =>
  /["\\\n]/.test(value)
    ? value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
    : value;

/** `a="1",b="2"`; a label without a value is left out, which means the same to Prometheus. */
export const labelText = (names: readonly string[], values: readonly string[]): string => {
  const parts: string[] = [];
  for (let at = 0; at < names.length; at += 1) {
    const value = values[at] ?? '';
    if (value !== '') parts.push(`${names[at] ?? ''}="${escapeLabelValue(value)}"`);
  }
  return parts.join(',');
};

/** The same labels as OpenTelemetry attributes. */
export const labelAttributes = (
  names: readonly string[],
  values: readonly string[],
): Record<string, string> => {
  const attributes: Record<string, string> = {};
  names.forEach((name, at) => {
    const value = values[at] ?? '';
    if (value !== '') attributes[name] = value;
  });
  return attributes;
};
