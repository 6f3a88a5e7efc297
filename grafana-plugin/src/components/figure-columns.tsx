import type { Group, GroupFigures } from '../api/types.ts';
import { count, NONE, percent, words } from '../format/format.ts';
import { t } from '../i18n.ts';
import type { DataColumn } from './DataTable.tsx';
import { ShareText } from './ShareText.tsx';

type Columns<T, Id extends string> = Readonly<Record<Id, DataColumn<T>>>;

/** Columns of whatever has figures, by their id. */
export const figureColumns = <T extends GroupFigures>(): Columns<T, 'flows' | 'lost' | 'first'> => ({
  flows: {
    id: 'flows',
    title: t('stations.flows', 'Flows'),
    numeric: true,
    cell: ({ flows }) => count(flows),
    sort: ({ flows }) => flows,
  },
  lost: {
    id: 'lost',
    title: t('attention.lost', 'Lost'),
    numeric: true,
    cell: ({ charges_lost }) => count(charges_lost),
    sort: ({ charges_lost }) => charges_lost,
  },
  first: {
    id: 'first',
    title: t('attention.first', 'First charge'),
    numeric: true,
    cell: ({ kpis }) => <ShareText share={kpis.first_charge_success} />,
    sort: ({ kpis }) => kpis.first_charge_success.ratio,
  },
});

/** … and those of a group of flows. */
export const groupColumns = (): Columns<Group, 'flows' | 'lost' | 'first' | 'index' | 'uptime' | 'why'> => ({
  ...figureColumns<Group>(),
  index: {
    id: 'index',
    title: t('kpi.index', 'Reliability Index'),
    numeric: true,
    cell: ({ reliability_index: index }) => index?.score?.toFixed(1) ?? NONE,
    sort: ({ reliability_index: index }) => index?.score ?? null,
  },
  uptime: {
    id: 'uptime',
    title: t('attention.uptime', 'Uptime'),
    numeric: true,
    cell: ({ port_uptime }) => percent(port_uptime?.ratio),
    sort: ({ port_uptime }) => port_uptime?.ratio ?? null,
  },
  why: {
    id: 'why',
    title: t('attention.why', 'Mostly'),
    cell: ({ commonest_reason }) => words(commonest_reason),
    sort: ({ commonest_reason }) => commonest_reason,
  },
});
