import { t } from '../../i18n.ts';
import { Alert, Combobox, RadioButtonGroup, Stack } from '@grafana/ui';
import type { Comparison, Difference } from '../../api/types-comparison.ts';
import type { Share } from '../../api/types.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ShareText } from '../../components/ShareText.tsx';
import { placeParameters } from '../../data/parameters.ts';
import { useInventory } from '../../data/use-filter-options.ts';
import { useComparison } from '../../data/use-suppliers.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { percent } from '../../format/format.ts';
import { verdictOf } from './verdict.ts';
import { points, sentence } from './verdict-text.ts';

const BY = ['firmware', 'model', 'vendor'] as const;
type By = (typeof BY)[number];

interface Row {
  readonly title: string;
  readonly a: Share;
  readonly b: Share;
  readonly difference: Difference;
}

const rowsOf = ({ a, b, ...differences }: Comparison): Row[] => [
  {
    title: t('kpi.first', 'First charge success'),
    a: a.first_charge_success,
    b: b.first_charge_success,
    difference: differences.first_charge_success,
  },
  {
    title: t('kpi.start', 'Charge start success'),
    a: a.charge_start_success,
    b: b.charge_start_success,
    difference: differences.charge_start_success,
  },
  {
    title: t('compare.end', 'Charge end success'),
    a: a.charge_end_success,
    b: b.charge_end_success,
    difference: differences.charge_end_success,
  },
];

const severity = { better: 'success', worse: 'error', open: 'info' } as const;

/** Two cohorts over the same time: what is the difference, and how sure is it. */
export function Compare() {
  const { span, filters, query, set } = usePageState();
  const by: By = BY.find((one) => one === query['by']) ?? 'firmware';
  const a = query['a'] ?? '';
  const b = query['b'] ?? '';
  const inventory = useInventory();
  const values = [...new Set((inventory.data?.equipment ?? []).map((one) => one[by]))]
    .filter((value) => value !== '')
    .sort();
  const cohorts =
    a === '' || b === '' ? null : { ...placeParameters(span, { ...filters, [by]: '' }), by, a, b };
  const comparison = useComparison(cohorts);
  const options = values.map((value) => ({ value, label: value }));
  return (
    <Panel
      title={t('compare.title', 'Compare two')}
      hint={t('compare.hint', 'over the same time, with the filters above')}
    >
      <Stack gap={2} alignItems="end" wrap="wrap">
        <RadioButtonGroup
          aria-label={t('compare.by', 'Compare')}
          options={BY.map((value) => ({ value, label: value }))}
          value={by}
          onChange={(value) => set({ by: value, a: '', b: '' })}
        />
        <label htmlFor="fc-compare-a">
          <div>
            <small>{t('compare.a', 'Before')}</small>
          </div>
          <Combobox<string>
            id="fc-compare-a"
            width={28}
            options={options}
            value={a === '' ? null : a}
            onChange={({ value }) => set({ a: value })}
            placeholder={t('compare.choose', 'Choose')}
          />
        </label>
        <label htmlFor="fc-compare-b">
          <div>
            <small>{t('compare.b', 'After')}</small>
          </div>
          <Combobox<string>
            id="fc-compare-b"
            width={28}
            options={options}
            value={b === '' ? null : b}
            onChange={({ value }) => set({ b: value })}
            placeholder={t('compare.choose', 'Choose')}
          />
        </label>
      </Stack>
      {cohorts !== null && (
        <div style={{ marginTop: 16 }}>
          <Loaded query={comparison}>
            {(data) => (
              <>
                <Alert
                  severity={severity[verdictOf(data.first_charge_success)]}
                  title={sentence(data.first_charge_success, a, b)}
                />
                <DataTable
                  caption={t('compare.title', 'Compare two')}
                  rows={rowsOf(data)}
                  rowKey={({ title }) => title}
                  columns={[
                    { id: 'what', title: t('compare.what', 'Figure'), cell: ({ title }) => title },
                    { id: 'a', title: a, numeric: true, cell: (row) => <ShareText share={row.a} /> },
                    { id: 'b', title: b, numeric: true, cell: (row) => <ShareText share={row.b} /> },
                    {
                      id: 'difference',
                      title: t('compare.difference', 'Difference, points (95 %)'),
                      numeric: true,
                      cell: ({ difference }) => points(difference),
                    },
                    {
                      id: 'sure',
                      title: t('compare.sure', 'Second is better'),
                      numeric: true,
                      cell: ({ difference }) => percent(difference.probability_b_better),
                    },
                  ]}
                />
              </>
            )}
          </Loaded>
        </div>
      )}
    </Panel>
  );
}
