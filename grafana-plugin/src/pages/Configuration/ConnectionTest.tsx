import { t } from '../../i18n.ts';
import { Button, Icon, Stack } from '@grafana/ui';
import { useState } from 'react';
import { testConnection, type StepName, type StepResult } from './connection-steps.ts';

const stepTitle = (step: StepName): string =>
  ({
    reach: t('test.reach', 'The API answers'),
    viewer: t('test.viewer', 'The token of viewers is one'),
    operator: t('test.operator', 'The token of operators is one'),
    admin: t('test.admin', 'The token of administrators is one'),
    data: t('test.data', 'There are charges'),
  })[step];

const advice = ({ step, result, detail }: StepResult): string => {
  if (result !== 'failed') return detail;
  if (step === 'reach')
    return t('test.reach-advice', '{{detail}}. Is the address right, and reachable from Grafana’s server?', {
      detail,
    });
  if (step === 'data') return t('test.data-advice', 'None yet: does the collector see any charger?');
  return t('test.token-advice', '{{detail}}. Set this token anew.', { detail });
};

const ICONS = { ok: 'check-circle', failed: 'exclamation-triangle', skipped: 'minus-circle' } as const;

/** Tells which step of the connection fails. */
export function ConnectionTest({ configured }: { readonly configured: boolean }) {
  const [results, setResults] = useState<readonly StepResult[]>([]);
  const [running, setRunning] = useState(false);
  const run = async () => {
    setRunning(true);
    setResults(await testConnection());
    setRunning(false);
  };
  return (
    <Stack direction="column" gap={1} alignItems="flex-start">
      <Button variant="secondary" disabled={!configured || running} onClick={() => void run()}>
        {t('test.run', 'Test connection')}
      </Button>
      <ol aria-live="polite" style={{ listStyle: 'none', padding: 0 }}>
        {results.map((result) => (
          <li key={result.step}>
            <Icon name={ICONS[result.result]} title={result.result} /> {stepTitle(result.step)}
            {advice(result) !== '' && `: ${advice(result)}`}
          </li>
        ))}
      </ol>
    </Stack>
  );
}
