import type { ConnectorStatus, Signal } from '../../../model/signal.ts';

const STATUS_RANK: Readonly<Record<ConnectorStatus, number>> = {
  preparing: 1,
  occupied: 1,
  reserved: 1,
  charging: 4,
  suspended_ev: 6,
  suspended_evse: 6,
  unavailable: 7,
  faulted: 7,
  finishing: 9,
  available: 10,
};

/** Order of what happened in one moment, as a charge goes: many stations write whole seconds. */
export function rankOf(signal: Signal): number {
  switch (signal.kind) {
    case 'status':
      return STATUS_RANK[signal.status];
    case 'transaction_started':
      return 2;
    case 'transaction_updated':
    case 'meter':
      return 5;
    case 'problem':
      return 7;
    case 'transaction_ended':
      return 8;
    default:
      return 3;
  }
}
