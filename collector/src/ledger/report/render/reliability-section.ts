import {
  INDEX_PARTS,
  RELIABILITY_INDEX_VERSION,
  type IndexPartName,
} from '../../../model/reliability-index.ts';
import type { Report } from '../report.ts';
import type { Section } from './section.ts';
import { count, percent } from './words.ts';

const PARTS: Readonly<Record<IndexPartName, string>> = {
  A: 'A  port uptime',
  F: 'F  First Charge Success',
  E: 'E  Charge End Success',
  Q: 'Q  power and speed of the start',
};

/** The Reliability Index with its parts; nothing where there are too few attempts. */
export const reliabilitySection = ({ reliability_index: index }: Report): Section => ({
  title: 'Reliability Index',
  columns: [
    { title: '' },
    { title: 'value', align: 'right' },
    { title: '95 % interval', align: 'right' },
    { title: 'sample', align: 'right' },
  ],
  rows: index.too_few
    ? []
    : [
        [
          'index, 0 to 100',
          index.score.toFixed(1),
          `${index.low.toFixed(1)}–${index.high.toFixed(1)}`,
          `${count(index.n)} attempts`,
        ],
        ...INDEX_PARTS.flatMap((name) => {
          const part = index.parts[name];
          if (part === null) return [[PARTS[name], '–', '–', 'not measured']];
          // Uptime is measured in seconds, and exact.
          const exact = name === 'A';
          return [
            [
              PARTS[name],
              percent(part.value),
              exact ? '–' : `${(100 * part.low).toFixed(1)}–${(100 * part.high).toFixed(1)} %`,
              exact ? `${count(Math.round(part.denominator / 3600))} h` : count(Math.round(part.denominator)),
            ],
          ];
        }),
      ],
  note: `formula ${index.version}${index.version === RELIABILITY_INDEX_VERSION ? ': 100 · A^0.25 · F^0.45 · E^0.20 · Q^0.10' : ''}; F and E are pulled towards their peers where little was seen`,
});
