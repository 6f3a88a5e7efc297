import { dateTimeFormat, dateTimeParse } from '@grafana/data';
import { Input, Stack } from '@grafana/ui';
import type { Flow, StationDetail } from '../../api/types.ts';
import { FlowVerdict } from '../../components/FlowVerdict.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useLatestFlows } from '../../data/use-flows.ts';
import { useIntervals, useStation } from '../../data/use-stations.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { readPageState } from '../../filters/filters.ts';
import { duration, words } from '../../format/format.ts';
import { t } from '../../i18n.ts';
import { stationUrl } from '../../routes.ts';
import { eventKey, eventText } from './event-text.ts';
import { momentOf, type Moment } from './moment.ts';

const FIELD = 'YYYY-MM-DDTHH:mm';
const CLOCK = 'HH:mm:ss';
/** Shown before and after a moment that is asked for. */
const AROUND_MS = 3_600_000;
/** Long enough for the state that held then, and the charge that ran. */
const READ_MS = 24 * AROUND_MS;
const FLOWS = 50;

const clock = (at: string): string => dateTimeFormat(at, { format: CLOCK });

function FlowLine({ flow }: { readonly flow: Flow }) {
  const { query } = usePageState();
  return (
    <li>
      <a href={stationUrl(flow.station, { ...query, flow: flow.id })} style={{ textDecoration: 'underline' }}>
        {t('moment.flow', 'Charge from {{from}} to {{to}}', { from: clock(flow.start), to: clock(flow.end) })}
      </a>{' '}
      <FlowVerdict flow={flow} />
    </li>
  );
}

function Told({ moment: { states, flows, events } }: { readonly moment: Moment }) {
  if (states.length === 0 && flows.length === 0 && events.length === 0)
    return <p>{t('moment.nothing', 'Nothing is known of this moment.')}</p>;
  return (
    <ul style={{ marginLeft: 16 }}>
      {states.map(({ evse, connector, state, start, end, cause }) => (
        <li key={`${evse}/${connector} ${start}`}>
          {t('moment.state', 'EVSE {{place}}: {{state}} from {{from}} to {{to}} ({{time}})', {
            place: `${evse}/${connector}`,
            state: words(state),
            from: clock(start),
            to: clock(end),
            time: duration((Date.parse(end) - Date.parse(start)) / 1_000),
          })}
          {cause !== null && t('moment.cause', '; could not charge: {{cause}}', { cause: words(cause) })}
        </li>
      ))}
      {flows.map((flow) => (
        <FlowLine key={flow.id} flow={flow} />
      ))}
      {events.map((event) => (
        <li key={eventKey(event)}>
          {clock(event.at)} {eventText(event)}
        </li>
      ))}
    </ul>
  );
}

function Answer({ station, at }: { readonly station: string; readonly at: number }) {
  const span = { from: at - READ_MS, to: at + READ_MS };
  const intervals = useIntervals(station, span);
  const flows = useLatestFlows(
    { from: at - READ_MS, to: at + AROUND_MS },
    { ...readPageState('').filters, station },
    FLOWS,
  );
  const detail = useStation(station, { from: at - AROUND_MS, to: at + AROUND_MS });
  return (
    <Loaded query={intervals}>
      {(data) => <Told moment={momentOf(at, data, flows.data?.items ?? [], eventsOf(detail.data))} />}
    </Loaded>
  );
}

const eventsOf = (station: StationDetail | undefined): StationDetail['events'] => station?.events ?? [];

/** What happened at one moment at a station: type the time, and read. */
export function AtMoment({ station }: { readonly station: string }) {
  const { query, set } = usePageState();
  const at = Date.parse(query['at'] ?? '');
  const look = (text: string): void => {
    const moment = dateTimeParse(text, { format: FIELD });
    if (!moment.isValid()) return;
    const ms = moment.valueOf();
    set({
      at: new Date(ms).toISOString(),
      from: new Date(ms - AROUND_MS).toISOString(),
      to: new Date(ms + AROUND_MS).toISOString(),
    });
  };
  return (
    <Panel title={t('moment.title', 'What happened at …')}>
      <Stack direction="column" gap={1} alignItems="start">
        <Input
          type="datetime-local"
          width={28}
          aria-label={t('moment.at', 'Moment')}
          defaultValue={Number.isNaN(at) ? '' : dateTimeFormat(at, { format: FIELD })}
          onChange={(event) => look(event.currentTarget.value)}
        />
        {!Number.isNaN(at) && <Answer station={station} at={at} />}
      </Stack>
    </Panel>
  );
}
