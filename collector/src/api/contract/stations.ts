import { Type } from 'typebox';
import { CAPABILITY_CAUSES } from '../../model/capability.ts';
import { STATION_EVENT_KINDS } from '../../model/station-event.ts';
import { figures } from './figures.ts';
import { count, equipment, label, moment, oneOf, oneOfOrNull, orNull, pageOf, named } from './words.ts';
import { connectorState, outcome } from './vocabulary.ts';

const connector = named(
  'Connector',
  Type.Object({
    evse: Type.Integer(),
    connector: Type.Integer(),
    port_id: orNull(Type.String()),
    power_type: oneOfOrNull(['AC', 'DC'] as const),
    rated_w: orNull(Type.Number()),
    state: orNull(connectorState),
    state_until: orNull(moment),
    incapable_since: orNull(moment),
  }),
);

const station = {
  station: label,
  site: label,
  site_name: orNull(Type.String()),
  ...equipment,
  in_inventory: Type.Boolean(),
  commissioned: orNull(Type.String({ format: 'date' })),
  last_flow: orNull(Type.Object({ id: Type.String(), start: moment, outcome: outcome })),
  connectors: Type.Array(connector),
};

export const stationSummary = named(
  'Station',
  Type.Object(station, {
    description:
      'A station; `vendor`, `model`, `firmware` as it last said them, else as the inventory has them.',
  }),
);

export const stationDetail = named(
  'StationDetail',
  Type.Object({
    ...station,
    figures,
    firmware_history: Type.Array(
      Type.Object({ firmware: label, first_flow: moment, last_flow: moment, flows: count }),
      { description: 'Which firmware flows had, the newest first.' },
    ),
    events: Type.Array(
      Type.Object({
        at: moment,
        kind: oneOf(STATION_EVENT_KINDS),
        evse: Type.Integer(),
        connector: Type.Integer(),
        detail: Type.String(),
        name: orNull(
          Type.String({
            description: 'Of a fault what the catalogue calls it; null where it has no such id.',
          }),
        ),
      }),
      { description: 'Restarts, faults and firmware updates, the newest first, at most 200.' },
    ),
  }),
);

export const stationPage = pageOf(stationSummary, 'Stations, by id.');

export const stateInterval = named(
  'StateInterval',
  Type.Object({
    station: label,
    evse: Type.Integer(),
    connector: Type.Integer(),
    state: connectorState,
    capable: Type.Boolean({ description: 'False: whatever it said of itself, charges did not succeed.' }),
    start: moment,
    end: moment,
  }),
);

const incapable = Type.Object({
  evse: Type.Integer(),
  connector: Type.Integer(),
  start: moment,
  end: orNull(moment),
  cause: oneOf(CAPABILITY_CAUSES),
  vehicles: count,
  evidence: Type.Array(Type.String(), { description: 'Flows that showed it.' }),
});

export const intervalPage = Type.Object(
  {
    items: Type.Array(stateInterval),
    incapable: Type.Array(incapable),
    next_cursor: orNull(Type.String()),
  },
  {
    description:
      'What the connectors of a station said of themselves, in order of start, cut to the time asked for.',
  },
);
