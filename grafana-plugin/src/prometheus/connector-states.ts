import type { DataFrame } from '@grafana/data';

/** Values of `ev_connector_state_code`, in order (docs/metrics.md). */
export const STATE_CODES = [
  ...['available', 'occupied', 'charging', 'suspended_ev', 'suspended_evse', 'finishing'],
  ...['reserved', 'unavailable', 'faulted', 'unknown', 'unobserved'],
] as const;

/** The state of one connector. */
export interface ConnectorState {
  readonly evse: number;
  readonly connector: number;
  readonly state: string;
}

/** What each connector was at the end of frames of `ev_connector_state_code`, in the order of their numbers. */
export const lastStates = (frames: readonly DataFrame[]): ConnectorState[] =>
  frames
    .flatMap(({ fields }) => fields.filter(({ labels }) => labels?.['connector'] !== undefined))
    .flatMap(({ labels = {}, values }) => {
      const code: unknown = values.filter((value: unknown) => typeof value === 'number').at(-1);
      const state = typeof code === 'number' ? STATE_CODES[code] : undefined;
      if (state === undefined) return [];
      return [{ evse: Number(labels['evse']), connector: Number(labels['connector']), state }];
    })
    .sort((a, b) => a.evse - b.evse || a.connector - b.connector);
