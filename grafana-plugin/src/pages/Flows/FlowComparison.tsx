import { dateTimeFormat } from '@grafana/data';
import { t } from '../../i18n.ts';
import { Badge, Button, Stack } from '@grafana/ui';
import type { FlowDetail, FlowStage } from '../../api/types.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { FlowVerdict } from '../../components/FlowVerdict.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { useEarlierSuccess, useFlow } from '../../data/use-flows.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { duration, words } from '../../format/format.ts';
import { stagePairs, tookSeconds, type StagePair } from './stage-pairs.ts';

const went = (stage: FlowStage | null): string => {
  if (stage === null) return '–';
  const result = stage.reason === null ? stage.result : `${stage.result}: ${words(stage.reason)}`;
  const took = tookSeconds(stage);
  return took === null ? result : `${result}, ${duration(took)}`;
};

const columns = (): DataColumn<StagePair>[] => [
  {
    id: 'stage',
    title: t('flow.stage', 'Stage'),
    cell: ({ stage, differs }) => (
      <>
        {words(stage)} {differs && <Badge color="orange" text={t('flow.differs', 'differs')} />}
      </>
    ),
  },
  { id: 'this', title: t('flow.this', 'This charge'), cell: ({ one }) => went(one) },
  { id: 'other', title: t('flow.other', 'The other one'), cell: ({ other }) => went(other) },
];

function Pairs({ flow, other }: { readonly flow: FlowDetail; readonly other: FlowDetail }) {
  return (
    <>
      <div>
        {t('flow.compared', '{{station}} EVSE {{evse}}, {{at}}', {
          station: other.station,
          evse: other.evse ?? '–',
          at: dateTimeFormat(other.start),
        })}{' '}
        <FlowVerdict flow={other} /> {other.firmware !== flow.firmware && other.firmware}
      </div>
      <DataTable
        caption={t('flow.compared-stages', 'Stages of both charges')}
        columns={columns()}
        rows={stagePairs(flow.stages, other.stages)}
        rowKey={({ stage }) => stage}
        selected={({ differs }) => differs}
      />
    </>
  );
}

/** A flow beside another one: `with` in the URL, or the last one that succeeded there before. */
export function FlowComparison({ flow }: { readonly flow: FlowDetail }) {
  const { query, set } = usePageState();
  const id = query['with'] ?? '';
  const other = useFlow(id);
  const earlier = useEarlierSuccess(flow);
  const suggested = earlier.data?.items.find(({ evse }) => evse === flow.evse);
  if (id !== '' && id !== flow.id)
    return (
      <section aria-label={t('flow.comparison', 'Comparison')}>
        <Stack justifyContent="space-between" alignItems="center">
          <h3>{t('flow.comparison', 'Comparison')}</h3>
          <Button size="sm" fill="text" icon="times" onClick={() => set({ with: '' })}>
            {t('flow.stop-comparing', 'Stop comparing')}
          </Button>
        </Stack>
        <Loaded query={other}>{(data) => <Pairs flow={flow} other={data} />}</Loaded>
      </section>
    );
  if (suggested === undefined) return null;
  return (
    <div>
      <Button size="sm" variant="secondary" onClick={() => set({ with: suggested.id })}>
        {t('flow.compare-last', 'Compare with the last charge that succeeded here')}
      </Button>
    </div>
  );
}
