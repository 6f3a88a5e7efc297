import { useSettings } from '../../app/use-settings.ts';
import type { Station } from '../../api/types.ts';
import { spanOf } from '../../filters/range.ts';
import { lastStates, type ConnectorState } from '../../prometheus/connector-states.ts';
import { connectorStateCodes } from '../../prometheus/queries.ts';
import { prometheusUid, useRangeQuery } from '../../prometheus/use-range-query.ts';

/** `until`: when a state ended that is only the last one known; null: it is the state now. */
export interface KnownState extends ConnectorState {
  readonly until: string | null;
}

/** How long ago a state may have been told by Prometheus and still be that of now. */
const NOW = { from: 'now-5m', to: 'now' } as const;
const STEP_MS = 60_000;

/** What the connectors of a station are now, from Prometheus; else what they were last, from the ledger, which knows a state once it has ended. */
export const useConnectorStates = ({ station, connectors }: Station): readonly KnownState[] => {
  const frames = useRangeQuery({
    queries: [{ refId: 'S', expr: connectorStateCodes(station), legendFormat: '' }],
    span: spanOf(NOW.from, NOW.to),
    intervalMs: STEP_MS,
    datasourceUid: prometheusUid(useSettings().datasourceUid),
  });
  const now = lastStates(frames.data ?? []);
  if (now.length > 0) return now.map((state) => ({ ...state, until: null }));
  return connectors.flatMap(({ evse, connector, state, state_until: until }) =>
    state === null ? [] : [{ evse, connector, state, until }],
  );
};
