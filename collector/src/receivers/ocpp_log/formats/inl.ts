import { headerNames, TableLines } from '../records/table-lines.ts';
import type { LogFormat } from './format.ts';

const COLUMNS = { station: 'device_ID', frame: 'message', time: 'timestamp' } as const;

/**
 * The table that INL's OCPP 2.0.1 Interim KPI Calculator reads (github.com/IdahoLabUnsupported, README and
 * data/split_logs): `device_ID,message,timestamp`. It has no direction, and whole seconds at times.
 */
export const inl: LogFormat = {
  name: 'inl',
  title: "table of INL's KPI calculator",
  unordered: true,
  detect: (lines) => {
    const names = headerNames(lines).map((name) => name.toLowerCase());
    return Object.values(COLUMNS).every((name) => names.includes(name.toLowerCase())) ? 0.95 : 0;
  },
  open: (settings, sample) =>
    new TableLines({ ...settings, columns: { ...COLUMNS, ...settings.columns } }, sample),
};
