import { t } from '../../i18n.ts';
import { PluginPage } from '@grafana/runtime';
import { Button, Combobox, RadioButtonGroup, Stack, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import type { Programme } from '../../api/types.ts';
import { gridStyles } from '../../components/grid.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Problem } from '../../components/Problem.tsx';
import { reportCsv, useFirstFlow, useUptimeReport } from '../../data/use-compliance.ts';
import { FilterSelect } from '../../filters/FilterSelect.tsx';
import { usePageState } from '../../filters/use-page-state.ts';
import { saveFile } from '../../format/csv.ts';
import { Exclusions } from './Exclusions.tsx';
import { periodsBefore, quarterToReport } from './periods.ts';
import { Report } from './Report.tsx';

const PROGRAMMES: readonly { readonly value: Programme; readonly label: string }[] = [
  { value: 'nevi', label: 'NEVI' },
  { value: 'cec', label: 'California' },
  { value: 'uk', label: 'UK' },
];

/** What is sent to the regulator, and what may not count against the operator. */
export default function Compliance() {
  const grid = useStyles2(gridStyles);
  const { query, filters, set } = usePageState();
  const { site } = filters;
  const programme = PROGRAMMES.find(({ value }) => value === query['programme'])?.value ?? 'nevi';
  const firstFlow = useFirstFlow();
  // Empty until it is known where the ledger begins: nothing is asked before.
  const usual = firstFlow === undefined ? '' : quarterToReport(new Date(), firstFlow);
  const period = query['period'] ?? usual;
  const asked = { programme, period, site };
  const report = useUptimeReport(asked);
  const [failure, setFailure] = useState<unknown>(null);
  const download = async () => {
    try {
      setFailure(null);
      const name = [programme, period, site].filter((part) => part !== '').join('-');
      saveFile(`${name}.csv`, await reportCsv(asked), 'text/csv');
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <PluginPage subTitle={t('compliance.sub', 'Uptime by the rules of a programme, from the ledger')}>
      <div className={grid.stack}>
        <Stack alignItems="end" gap={2} wrap="wrap">
          <RadioButtonGroup
            aria-label={t('compliance.programme', 'Programme')}
            options={[...PROGRAMMES]}
            value={programme}
            onChange={(value) => set({ programme: value })}
          />
          <label className={grid.label} htmlFor="fc-period">
            {t('compliance.period', 'Period')}
            <Combobox<string>
              id="fc-period"
              width={20}
              createCustomValue
              value={period}
              options={periodsBefore(new Date()).map((value) => ({ value, label: value }))}
              onChange={({ value }) => set({ period: value })}
            />
          </label>
          <FilterSelect name="site" className={grid.label} />
          <Button icon="download-alt" onClick={() => void download()} disabled={report.data === undefined}>
            {site === ''
              ? t('compliance.csv', 'CSV for the regulator')
              : t('compliance.csv-site', 'CSV of this site')}
          </Button>
        </Stack>
        {failure !== null && <Problem error={failure} />}
        <Loaded query={report}>{(data) => <Report report={data} site={site} />}</Loaded>
        <Exclusions site={site} />
      </div>
    </PluginPage>
  );
}
