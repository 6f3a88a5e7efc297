import { Combobox } from '@grafana/ui';
import { RANKS, type Rank } from '../../data/use-performance.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { t } from '../../i18n.ts';

const title = (rank: Rank): string =>
  ({
    charges_lost: t('rank.lost', 'Most charges lost'),
    first_charge_success: t('rank.first', 'Lowest first charge success'),
    reliability_index: t('rank.index', 'Lowest Reliability Index'),
    flows: t('rank.flows', 'Most flows'),
    key: t('rank.key', 'Name'),
  })[rank];

/** The rank that the URL says. */
export const rankOf = (query: Readonly<Record<string, string>>): Rank =>
  RANKS.find((one) => one === query['rank']) ?? 'charges_lost';

/** Which of all stations come first: the collector ranks them, also those that are not shown yet. */
export function RankSelect() {
  const { query, set } = usePageState();
  return (
    <label htmlFor="fc-rank">
      <small>{t('rank.label', 'Order')}</small>
      <Combobox<Rank>
        id="fc-rank"
        width={28}
        value={rankOf(query)}
        options={RANKS.map((value) => ({ value, label: title(value) }))}
        onChange={({ value }) => set({ rank: value })}
      />
    </label>
  );
}
