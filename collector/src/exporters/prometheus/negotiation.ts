import type { ExpositionFormat } from '../../telemetry/exposition.ts';

export const CONTENT_TYPES = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
} as const satisfies Record<ExpositionFormat, string>;

interface Offer {
  readonly type: string;
  readonly quality: number;
  readonly version: string;
}

const offersOf = (header: string): Offer[] =>
  header
    .slice(0, 1000)
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const parameter = (name: string): string =>
        parameters.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
      const quality = Number(parameter('q') || '1');
      return { type, quality: Number.isFinite(quality) ? quality : 0, version: parameter('version') };
    });

/** OpenMetrics when the reader asks for version 1.0.0 (or none) at least as eagerly as for text; text otherwise. */
export const formatFor = (accept: string | undefined): ExpositionFormat => {
  const offers = offersOf(accept ?? '');
  const best = (types: readonly string[], versions: readonly string[]): number =>
    Math.max(
      0,
      ...offers
        .filter(({ type, version }) => types.includes(type) && versions.includes(version))
        .map((o) => o.quality),
    );
  const open = best(['application/openmetrics-text'], ['', '1.0.0']);
  return open > 0 && open >= best(['text/plain'], ['', '0.0.4']) ? 'openmetrics' : 'text';
};

/** Whether the reader takes gzip. */
export const acceptsGzip = (header: string | undefined): boolean =>
  offersOf(header ?? '').some(({ type, quality }) => (type === 'gzip' || type === '*') && quality > 0);
