import { dateTimeFormat } from '@grafana/data';
import { t } from '../../i18n.ts';
import { Drawer, Stack, TextLink } from '@grafana/ui';
import type { FlowDetail, FlowStage } from '../../api/types.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { FlowVerdict } from '../../components/FlowVerdict.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { useFlow } from '../../data/use-flows.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { duration, energy, words } from '../../format/format.ts';
import { traceUrl } from '../../traces/trace-url.ts';
import { FlowComparison } from './FlowComparison.tsx';
import { tookSeconds } from './stage-pairs.ts';

const CLOCK = 'HH:mm:ss';

const clock = (at: string | null): string => (at === null ? '–' : dateTimeFormat(at, { format: CLOCK }));

function Stages({ stages }: { readonly stages: readonly FlowStage[] }) {
  return (
    <DataTable
      caption={t('flow.stages', 'Stages')}
      rows={stages}
      rowKey={({ stage }) => stage}
      columns={[
        { id: 'stage', title: t('flow.stage', 'Stage'), cell: ({ stage }) => words(stage) },
        {
          id: 'result',
          title: t('flow.result', 'Result'),
          cell: ({ result, reason }) => (reason === null ? result : `${result}: ${words(reason)}`),
        },
        { id: 'from', title: t('flow.from', 'From'), cell: ({ start }) => clock(start) },
        { id: 'to', title: t('flow.to', 'To'), cell: ({ end }) => clock(end) },
        {
          id: 'took',
          title: t('flow.took', 'Took'),
          numeric: true,
          cell: (stage) => duration(tookSeconds(stage)),
        },
      ]}
    />
  );
}

function Detail({ flow }: { readonly flow: FlowDetail }) {
  const trace = traceUrl(flow);
  return (
    <Stack direction="column" gap={2}>
      <FlowVerdict flow={flow} />
      <div>
        {flow.vendor} {flow.model} {flow.firmware} · {energy(flow.energy_wh)} ·{' '}
        {t('flow.attempt', 'attempt {{attempt}} of its visit', { attempt: flow.attempt })}
        {flow.error_codes.length > 0 && ` · ${flow.error_codes.join(', ')}`}
      </div>
      <FlowComparison flow={flow} />
      <Stages stages={flow.stages} />
      <div>
        <h3>{t('flow.evidence', 'Why this verdict')}</h3>
        <ol style={{ paddingLeft: 20 }}>
          {flow.evidence.map(({ at, text }, index) => (
            <li key={index}>
              {clock(at)} {text}
            </li>
          ))}
        </ol>
      </div>
      <small>
        {t('flow.trace', 'Trace')} <code>{flow.trace_id}</code>{' '}
        {trace !== null && (
          <TextLink href={trace} inline>
            {t('flow.open-trace', 'Open the trace')}
          </TextLink>
        )}
      </small>
    </Stack>
  );
}

/** One flow, opened by `flow` in the URL. */
export function FlowDrawer() {
  const { query, set } = usePageState();
  const id = query['flow'] ?? '';
  const flow = useFlow(id);
  if (id === '') return null;
  const title =
    flow.data === undefined
      ? t('flow.title', 'Charge flow')
      : `${flow.data.station} · ${dateTimeFormat(flow.data.start)}`;
  return (
    <Drawer title={title} size="md" onClose={() => set({ flow: '', with: '' })}>
      <Loaded query={flow}>{(data) => <Detail flow={data} />}</Loaded>
    </Drawer>
  );
}
