import type { Outcome } from '../../model/outcome.ts';
import type { Observation } from '../../model/telemetry.ts';
import type { ObservationResult, TerminalPlace } from '../../model/telemetry-outcome.ts';
import type { TelemetryConfig } from './config.ts';
import type { Moment } from './moment.ts';
import { isFirst, onReader, onSign, resultOf, signOf, type Terminal } from './terminals.ts';

const MINUTE_MS = 60_000;
/** OCPP 1.6's word for it; catalogued as `reader_failed`. */
const READER_FAILURE = 'readerfailure';

/** Takes a heartbeat of a payment terminal, word of its reader, or what became of a payment there. */
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
  const tell = (): void => {
    const value = Number(terminal.up === true && !terminal.readerFailed);
    outcomes.push({
      kind: 'reading',
      at: now,
      place,
      measure: 'terminal_up',
      location: '',
      phase: '',
      value,
    });
  };
  const sign = (up: boolean): ObservationResult => {
    if (at < terminal.at || (up && now - at >= silenceMs)) return 'late';
    if (onSign(terminal, up, at, now + silenceMs)) tell();
    return 'taken';
  };
  if (observation.kind === 'problem') {
    if (observation.code.toLowerCase() !== READER_FAILURE) return 'not_used';
    if (at < terminal.at) return 'late';
    if (onReader(terminal, observation.active)) tell();
    return 'taken';
  }
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
