/** What a report is wanted as; null: as something that there is not. */
export const wantedType = (path: string, accept: string | undefined): 'json' | 'csv' | null => {
  if (path.endsWith('.csv')) return 'csv';
  const types = (accept ?? '*/*')
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const quality = parameters.find((text) => text.startsWith('q='));
      return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  for (const { type } of types) {
    if (type === 'text/csv' || type === 'text/*') return 'csv';
    if (type === 'application/json' || type === 'application/*' || type === '*/*') return 'json';
  }
  return null;
};
