import { t } from '../../i18n.ts';
import type { Difference } from '../../api/types-comparison.ts';
import { percent, signed } from '../../format/format.ts';
import { verdictOf } from './verdict.ts';

/** A difference in points with its 95 % interval. */
export const points = ({ difference, low, high }: Difference): string =>
  difference === null || low === null || high === null
    ? '–'
    : `${signed(100 * difference)} (${signed(100 * low)} … ${signed(100 * high)})`;

/** Whether `b` is better than `a`, and how sure that is. */
export const sentence = (difference: Difference, a: string, b: string): string => {
  const sure = percent(difference.probability_b_better, 1);
  switch (verdictOf(difference)) {
    case 'better':
      return t(
        'compare.better',
        '{{b}} is better than {{a}}: {{points}} points, with a probability of {{sure}}',
        { a, b, sure, points: points(difference) },
      );
    case 'worse':
      return t(
        'compare.worse',
        '{{b}} is worse than {{a}}: {{points}} points; it is better with a probability of {{sure}}',
        { a, b, sure, points: points(difference) },
      );
    case 'open':
      return t('compare.open', 'Not to be told yet: {{points}} points between {{a}} and {{b}}', {
        a,
        b,
        points: points(difference),
      });
  }
};
