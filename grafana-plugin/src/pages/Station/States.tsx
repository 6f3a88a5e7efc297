import { dateTimeFormat } from '@grafana/data';
import { t } from '../../i18n.ts';
import type { Flow, IntervalPage } from '../../api/types.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useIntervals } from '../../data/use-stations.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import type { Span } from '../../filters/range.ts';
import { words } from '../../format/format.ts';
import { stationUrl } from '../../routes.ts';
import { RibbonLegend, StateRibbon, type RibbonStretch } from '../../viz/StateRibbon.tsx';

interface StatesProps {
  readonly station: string;
  readonly span: Span;
  readonly flows: readonly Flow[];
}

const placeKey = (evse: number | null, connector: number | null): string => `${evse ?? 0}/${connector ?? 0}`;

const stretchesOf = ({ items }: IntervalPage): Map<string, RibbonStretch[]> => {
  const all = new Map<string, RibbonStretch[]>();
  for (const { evse, connector, state, start, end } of items) {
    const key = placeKey(evse, connector);
    const stretch = { state, from: Date.parse(start), to: Date.parse(end) };
    const known = all.get(key);
    if (known === undefined) all.set(key, [stretch]);
    else known.push(stretch);
  }
  return all;
};

/** What the connectors said of themselves, with the charges on them, on one time axis. */
export function States({ station, span, flows }: StatesProps) {
  const intervals = useIntervals(station, span);
  const { query } = usePageState();
  const marks = (key: string) =>
    flows
      .filter(({ evse, connector }) => placeKey(evse, connector) === key)
      .map(({ id, start, outcome, reason }) => ({
        at: Date.parse(start),
        text: `${dateTimeFormat(start)} ${words(outcome)}${reason === null ? '' : `: ${words(reason)}`}`,
        href: stationUrl(station, { ...query, flow: id }),
        bad: outcome === 'failed' || outcome === 'interrupted',
      }));
  return (
    <Panel
      title={t('states.title', 'States')}
      hint={t('states.hint', 'dots are the charges of the list below: red failed')}
    >
      <Loaded
        query={intervals}
        isEmpty={({ items }) => items.length === 0}
        empty={t('states.empty', 'No state in this time range has ended')}
      >
        {(data) => (
          <>
            {[...stretchesOf(data)].map(([key, stretches]) => (
              <StateRibbon
                key={key}
                label={t('states.connector', 'EVSE {{key}}', { key })}
                span={span}
                stretches={stretches}
                marks={marks(key)}
              />
            ))}
            <div
              style={{ display: 'flex', justifyContent: 'space-between', marginLeft: '6em', paddingLeft: 8 }}
            >
              <small>{dateTimeFormat(span.from)}</small>
              <small>{dateTimeFormat(span.to)}</small>
            </div>
            <RibbonLegend states={[...new Set(data.items.map(({ state }) => state))]} />
            {data.next_cursor !== null && (
              <small>
                {t('states.cut', 'Only the first states are shown: choose a shorter time range.')}
              </small>
            )}
          </>
        )}
      </Loaded>
    </Panel>
  );
}
