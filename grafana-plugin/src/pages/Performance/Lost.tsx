import { useTheme2 } from '@grafana/ui';
import { t } from '../../i18n.ts';
import { Panel } from '../../components/Panel.tsx';
import { ExportButton } from '../../components/ExportButton.tsx';
import { PictureButton } from '../../components/PictureButton.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import type { FunnelStage } from '../../api/types.ts';
import { useFunnel } from '../../data/use-performance.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { funnelPicture } from '../../pictures/funnel-picture.ts';
import { Funnel, type FunnelRow } from '../../viz/Funnel.tsx';

const rowOf = ({ stage, entered, failed, left, reasons }: FunnelStage): FunnelRow => ({
  stage,
  entered,
  failed,
  left,
  reasons: Object.entries(reasons)
    .map(([reason, flows]) => ({ reason, flows }))
    .sort((a, b) => b.flows - a.flows),
});

/** Where drivers are lost, stage by stage. */
export function Lost() {
  const { span, filters, set } = usePageState();
  const funnel = useFunnel(span, filters);
  const stages = funnel.data?.stages ?? [];
  const rows = stages.filter(({ entered }) => entered > 0).map(rowOf);
  const theme = useTheme2();
  const title = t('lost.title', 'Where drivers are lost');
  return (
    <Panel
      title={title}
      hint={t('lost.hint', 'Choose a stage or a reason to see who has it')}
      actions={
        <>
          <ExportButton
            file="firstcharge-funnel.csv"
            header={['stage', 'entered', 'failed', 'left']}
            rows={() => stages.map(({ stage, entered, failed, left }) => [stage, entered, failed, left])}
          />
          <PictureButton
            file="firstcharge-funnel.png"
            title={title}
            picture={() => (rows.length === 0 ? null : funnelPicture(rows, theme))}
          />
        </>
      }
    >
      <Loaded query={funnel} isEmpty={({ flows }) => flows === 0}>
        {() => (
          <Funnel
            rows={rows}
            selected={{ stage: filters.stage, reason: filters.reason }}
            onSelect={(stage, reason) => set({ stage, reason })}
          />
        )}
      </Loaded>
    </Panel>
  );
}
