import { dateTimeFormat } from '@grafana/data';
import { t } from '../../i18n.ts';
import { useStyles2 } from '@grafana/ui';
import type { StationDetail } from '../../api/types.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { gridStyles } from '../../components/grid.ts';
import { Panel } from '../../components/Panel.tsx';
import { count } from '../../format/format.ts';
import { eventKey, eventText } from './event-text.ts';

/** Restarts and faults, and which firmware the station had when. */
export function Events({ station }: { readonly station: StationDetail }) {
  const grid = useStyles2(gridStyles);
  const none = <small>{t('events.none', 'None in this time range')}</small>;
  return (
    <div className={grid.halves}>
      <Panel title={t('events.title', 'Restarts and faults')} hint={t('flows.hint', 'the newest first')}>
        {station.events.length === 0 ? (
          none
        ) : (
          <DataTable
            caption={t('events.title', 'Restarts and faults')}
            rows={station.events}
            rowKey={eventKey}
            columns={[
              {
                id: 'at',
                title: t('events.at', 'When'),
                cell: ({ at }) => dateTimeFormat(at),
                sort: ({ at }) => at,
              },
              {
                id: 'kind',
                title: t('events.kind', 'What'),
                cell: eventText,
                sort: ({ kind }) => kind,
              },
              {
                id: 'where',
                title: t('events.where', 'Where'),
                cell: ({ evse, connector }) =>
                  evse === 0 ? t('events.station', 'station') : `${evse}/${connector}`,
              },
            ]}
          />
        )}
      </Panel>
      <Panel title={t('firmware.title', 'Firmware')}>
        {station.firmware_history.length === 0 ? (
          none
        ) : (
          <DataTable
            caption={t('firmware.title', 'Firmware')}
            rows={station.firmware_history}
            rowKey={({ firmware, first_flow }) => `${firmware} ${first_flow}`}
            columns={[
              { id: 'firmware', title: t('firmware.version', 'Version'), cell: ({ firmware }) => firmware },
              {
                id: 'first',
                title: t('firmware.first', 'First charge'),
                cell: ({ first_flow }) => dateTimeFormat(first_flow),
              },
              {
                id: 'last',
                title: t('firmware.last', 'Last charge'),
                cell: ({ last_flow }) => dateTimeFormat(last_flow),
              },
              {
                id: 'flows',
                title: t('stations.flows', 'Flows'),
                numeric: true,
                cell: ({ flows }) => count(flows),
              },
            ]}
          />
        )}
      </Panel>
    </div>
  );
}
