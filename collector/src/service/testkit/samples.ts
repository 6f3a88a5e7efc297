/** Samples of an exposition by `name{labels}`, exemplars left out. */
export function samplesOf(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    const found = /^([^\s#{]+(?:\{.*?\})?) (\S+)/.exec(line);
    if (found?.[1] !== undefined) samples.set(found[1], Number(found[2]));
  }
  return samples;
}

/** Whether a fall of the sample would be read as a reset. */
export const isCumulative = (sample: string): boolean => /_(total|bucket|sum|count)(\{|$)/.test(sample);

/** Cumulative samples that are lower in `after` than in `before`. */
export function falls(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] {
  return [...before].flatMap(([sample, value]) => {
    const now = after.get(sample);
    return isCumulative(sample) && now !== undefined && now < value ? [`${sample} ${value} → ${now}`] : [];
  });
}
