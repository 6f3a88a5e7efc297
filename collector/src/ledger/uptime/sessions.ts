import type { SettledFlow } from '../../model/flow.ts';
import { isAtPort, type Port } from './port.ts';
import type { SessionFigures } from './uptime-report.ts';

/** A session in the sense of the data submittals: a driver tried. Who left before anything had its time did not. */
const isSession = (flow: SettledFlow): boolean => flow.outcome !== 'abandoned' || flow.reachedEnergy;

/** The sessions of a port, in order of start. */
export const sessionsAt = (port: Port, flows: readonly SettledFlow[]): readonly SessionFigures[] =>
  flows
    .filter((flow) => isSession(flow) && isAtPort(port, flow))
    .map((flow) => ({
      start: new Date(flow.start).toISOString(),
      end: new Date(flow.end).toISOString(),
      outcome: flow.outcome,
      reason: flow.reason,
      error_codes: flow.outcome === 'success' ? [] : flow.errorCodes,
      energy_kwh: Math.round(flow.energyWh) / 1_000,
      peak_kw: flow.peakW === null ? null : Math.round(flow.peakW) / 1_000,
      payment_method: flow.paymentMethod,
    }));
