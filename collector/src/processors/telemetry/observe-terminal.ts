import type { Outcome } from '../../model/outcome.ts';
import type { Observation } from '../../model/telemetry.ts';
import type { ObservationResult, TerminalPlace } from '../../model/telemetry-outcome.ts';
import type { TelemetryConfig } from './config.ts';
import type { Moment } from './moment.ts';
import { isFirst, onSign, resultOf, signOf, type Terminal } from './terminals.ts';

const MINUTE_MS = 60_000;

/** Takes a heartbeat of a payment terminal, or what became of a payment there. */
export function observeTerminal(
  terminal: Terminal,
  place: TerminalPlace,
  observation: Observation,
  event: string | null,
  { at, now }: Moment,
  config: TelemetryConfig,
  outcomes: Outcome[],
): ObservationResult {
  const silenceMs = config.terminal_silence_minutes * MINUTE_MS;
  const sign = (up: boolean): ObservationResult => {
    if (at < terminal.at || (up && now - at >= silenceMs)) return 'late';
    if (onSign(terminal, up, at, now + silenceMs))
      outcomes.push({
        kind: 'reading',
        at: now,
        place,
        measure: 'terminal_up',
        location: '',
        phase: '',
        value: Number(up),
      });
    return 'taken';
  };
  if (observation.kind === 'condition')
    return observation.condition === 'terminal_up' ? sign(observation.holds) : 'not_used';
  if (observation.kind !== 'payment') return 'not_used';
  if (!isFirst(terminal, event)) return 'late';
  const { phase } = observation;
  const up = signOf(phase);
  if (up !== null) sign(up);
  const result = resultOf(phase);
  if (result !== null) outcomes.push({ kind: 'terminal_payment', at: now, place, result });
  return 'taken';
}
