import type { InventoryStation } from '../../inventory/inventory.ts';
import { latestOrigins } from '../../ledger/figures/availability.ts';
import type { ColumnConnector } from '../../ledger/figures/state-columns.ts';
import type { FigureColumns } from '../../ledger/figures/figure-columns.ts';
import type { AnswerContext } from './context.ts';

/** A connector as inventory and ledger know it. */
export interface FleetConnector {
  readonly evse: number;
  readonly connector: number;
  readonly port_id: string | null;
  readonly power_type: 'AC' | 'DC' | null;
  readonly rated_w: number | null;
}

/** A station of the inventory, of the ledger, or of both. */
export interface FleetStation {
  readonly station: string;
  readonly site: string;
  readonly vendor: string;
  readonly model: string;
  readonly firmware: string;
  /** Heard: it has a flow or an interval. */
  readonly heard: boolean;
  readonly listed: InventoryStation | null;
  readonly connectors: readonly FleetConnector[];
}

const EVERYTHING = { from: Infinity, to: Infinity };

const connectorsOf = (
  listed: InventoryStation | undefined,
  heard: readonly ColumnConnector[],
): readonly FleetConnector[] => {
  const known = new Map<string, FleetConnector>();
  for (const { evse, connector } of heard)
    known.set(`${evse}:${connector}`, { evse, connector, port_id: null, power_type: null, rated_w: null });
  for (const { id: evse, connectors } of listed?.evses ?? [])
    for (const { id: connector, portId, powerType, ratedW } of connectors)
      known.set(`${evse}:${connector}`, {
        ...{ evse, connector },
        ...{ port_id: portId, power_type: powerType, rated_w: ratedW },
      });
  return [...known.values()].sort((one, other) => one.evse - other.evse || one.connector - other.connector);
};

type Fleet = ReadonlyMap<string, FleetStation>;
/** A context lasts as long as its inventory. */
const known = new WeakMap<AnswerContext, { readonly version: number; readonly fleet: Fleet }>();

/** All stations by id: what they last said of themselves, else what the inventory says. */
export const fleetOf = (context: AnswerContext): Fleet => {
  const columns = context.figures.columns(EVERYTHING);
  const { version } = columns;
  const last = known.get(context);
  if (last?.version === version) return last.fleet;
  const fleet = readFleet(context, columns);
  known.set(context, { version, fleet });
  return fleet;
};

const readFleet = ({ inventory }: AnswerContext, columns: FigureColumns): Fleet => {
  const latest = latestOrigins(columns, {});
  const heard = Map.groupBy(columns.states.connectors.values, ({ station }) => station);
  const ids = [...new Set([...inventory.stations.keys(), ...latest.keys(), ...heard.keys()])].sort();
  return new Map(
    ids.map((station) => {
      const listed = inventory.stations.get(station);
      const said = columns.flows.origins.values[latest.get(station) ?? -1];
      const connectors = heard.get(station) ?? [];
      return [
        station,
        {
          station,
          site: listed?.site ?? said?.site ?? connectors.at(-1)?.site ?? inventory.defaultSite,
          vendor: said?.vendor || (listed?.vendor ?? ''),
          model: said?.model || (listed?.model ?? ''),
          firmware: said?.firmware ?? '',
          heard: said !== undefined || connectors.length > 0,
          listed: listed ?? null,
          connectors: connectorsOf(listed, connectors),
        },
      ];
    }),
  );
};
