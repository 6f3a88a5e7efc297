import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Badge, useStyles2, type BadgeColor } from '@grafana/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import type { StationDetail } from '../../api/types.ts';
import { newQueryClient } from '../../app/query-client.ts';
import { FlowVerdict } from '../../components/FlowVerdict.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ShareText } from '../../components/ShareText.tsx';
import { useStation } from '../../data/use-stations.ts';
import type { StationStatusProps } from '../../extensions/components.tsx';
import { spanOf } from '../../filters/range.ts';
import { words } from '../../format/format.ts';
import { t } from '../../i18n.ts';
import { stationUrl } from '../../routes.ts';
import { useConnectorStates } from './use-connector-states.ts';

const DAYS = 30;

const COLOURS: Readonly<Record<string, BadgeColor>> = {
  available: 'green',
  unavailable: 'orange',
  faulted: 'red',
  unknown: 'darkgrey',
  unobserved: 'darkgrey',
};

const styles = (theme: GrafanaTheme2) => ({
  list: css({
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    '& dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0 },
  }),
});

function States({ station }: { readonly station: StationDetail }) {
  const states = useConnectorStates(station);
  if (states.length === 0) return <>{t('status.no-state', 'not known')}</>;
  return (
    <>
      {states.map(({ evse, connector, state, until }) => (
        <div key={`${evse}/${connector}`}>
          {t('states.connector', 'EVSE {{key}}', { key: `${evse}/${connector}` })}{' '}
          <Badge color={COLOURS[state] ?? 'blue'} text={words(state)} />
          {until !== null && (
            <small> {t('status.until', 'until {{time}}', { time: dateTimeFormat(until) })}</small>
          )}
        </div>
      ))}
    </>
  );
}

function Status({ station }: { readonly station: StationDetail }) {
  const style = useStyles2(styles);
  const { last_flow: last, figures } = station;
  return (
    <dl className={style.list}>
      <dt>{t('status.state', 'State')}</dt>
      <dd>
        <States station={station} />
      </dd>
      <dt>{t('status.last', 'Last charge')}</dt>
      <dd>
        {last === null ? (
          t('status.no-charge', 'none yet')
        ) : (
          <>
            <a href={stationUrl(station.station, { flow: last.id })} style={{ textDecoration: 'underline' }}>
              {dateTimeFormat(last.start)}
            </a>{' '}
            <FlowVerdict
              flow={{ outcome: last.outcome, failed_stage: null, reason: null, attribution: null }}
            />
          </>
        )}
      </dd>
      <dt>{t('status.first', 'First charge success, {{days}} days', { days: DAYS })}</dt>
      <dd>
        <ShareText share={figures.kpis.first_charge_success} />
      </dd>
    </dl>
  );
}

function Card({ station }: StationStatusProps) {
  const detail = useStation(station, spanOf(`now-${DAYS}d`, 'now'));
  const what = detail.data;
  return (
    <Panel
      title={station}
      hint={what === undefined ? '' : `${what.site_name ?? what.site} · ${what.vendor} ${what.model}`}
      actions={
        <a href={stationUrl(station)} style={{ textDecoration: 'underline' }}>
          {t('status.open', 'Open the station')}
        </a>
      }
    >
      <Loaded query={detail}>{(data) => <Status station={data} />}</Loaded>
    </Panel>
  );
}

/** How one station does, for pages of other apps: its state, its last charge, and how often drivers charge at the first try. */
export default function StationStatus(props: StationStatusProps) {
  const [client] = useState(newQueryClient);
  return (
    <QueryClientProvider client={client}>
      <Card {...props} />
    </QueryClientProvider>
  );
}
