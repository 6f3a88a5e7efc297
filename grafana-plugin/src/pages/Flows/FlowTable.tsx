import { dateTimeFormat } from '@grafana/data';
import { t } from '../../i18n.ts';
import { Button, IconButton } from '@grafana/ui';
import type { Flow } from '../../api/types.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { FlowVerdict } from '../../components/FlowVerdict.tsx';
import type { MoreRows } from '../../components/more-rows.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { duration, energy } from '../../format/format.ts';
import { stationUrl } from '../../routes.ts';
import { StageBar } from '../../viz/StageBar.tsx';

const PLACES = new Set(['station', 'site']);
const AROUND_MS = 3 * 3_600_000;

/** The station around the time of a flow. */
const aroundUrl = ({ station, start, id }: Flow): string =>
  stationUrl(station, {
    from: new Date(Date.parse(start) - AROUND_MS).toISOString(),
    to: new Date(Date.parse(start) + AROUND_MS).toISOString(),
    flow: id,
  });

interface Actions {
  readonly open: (id: string) => void;
  /** Marks the one that others are compared with; '' for none. */
  readonly mark: (id: string) => void;
  readonly marked: string;
}

const columns = ({ open, mark, marked }: Actions): DataColumn<Flow>[] => [
  {
    id: 'start',
    title: t('flows.start', 'Began'),
    cell: ({ id, start }) => (
      <Button size="sm" fill="text" onClick={() => open(id)}>
        {dateTimeFormat(start)}
      </Button>
    ),
    sort: ({ start }) => start,
  },
  {
    id: 'station',
    title: t('flows.station', 'Station'),
    cell: (flow) => (
      <>
        <a href={aroundUrl(flow)} style={{ textDecoration: 'underline', whiteSpace: 'nowrap' }}>
          {flow.station}
        </a>
      </>
    ),
    sort: ({ station }) => station,
  },
  { id: 'site', title: t('flows.site', 'Site'), cell: ({ site }) => site, sort: ({ site }) => site },
  {
    id: 'outcome',
    title: t('flows.outcome', 'Outcome'),
    cell: (flow) => <FlowVerdict flow={flow} />,
    sort: ({ outcome }) => outcome,
  },
  { id: 'evse', title: t('flows.evse', 'EVSE'), cell: ({ evse }) => evse, sort: ({ evse }) => evse },
  { id: 'stages', title: t('flows.stages', 'Stages'), cell: ({ stages }) => <StageBar stages={stages} /> },
  {
    id: 'energy',
    title: t('flows.energy', 'Energy'),
    numeric: true,
    cell: ({ energy_wh }) => energy(energy_wh),
    sort: ({ energy_wh }) => energy_wh,
  },
  {
    id: 'duration',
    title: t('flows.duration', 'Lasted'),
    numeric: true,
    cell: ({ start, end }) => duration((Date.parse(end) - Date.parse(start)) / 1_000),
    sort: ({ start, end }) => Date.parse(end) - Date.parse(start),
  },
  {
    id: 'compare',
    title: t('flows.compare', 'Compare'),
    cell: ({ id }) => (
      <IconButton
        name="exchange-alt"
        variant={id === marked ? 'primary' : 'secondary'}
        aria-pressed={id === marked}
        tooltip={
          id === marked
            ? t('flows.marked', 'The next charge that is opened is compared with this one')
            : t('flows.mark', 'Compare with this charge')
        }
        onClick={() => mark(id === marked ? '' : id)}
      />
    ),
  },
];

interface FlowTableProps {
  readonly flows: readonly Flow[];
  /** Whether it is said where they were; on the page of one station it is known. */
  readonly places?: boolean;
  /** The rest of them. */
  readonly more: MoreRows;
}

export function FlowTable({ flows, places = true, more }: FlowTableProps) {
  const { query, set } = usePageState();
  return (
    <DataTable
      caption={t('flows.title', 'Charge flows')}
      columns={columns({
        open: (flow) => set({ flow }),
        mark: (id) => set({ with: id }),
        marked: query['with'] ?? '',
      }).filter(({ id }) => places || !PLACES.has(id))}
      rows={flows}
      more={more}
      rowKey={({ id }) => id}
      selected={({ id }) => id === query['flow']}
    />
  );
}
