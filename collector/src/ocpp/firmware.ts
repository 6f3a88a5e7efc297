import type { Exchange } from './message.ts';
import { boundedText } from './text.ts';

/** Emits how far a firmware update is. Nothing needs to be remembered of the call. */
export function pushFirmware(status: unknown, exchange: Exchange): null {
  const text = boundedText(status, 50);
  if (text !== '') {
    exchange.signals.push({
      kind: 'firmware',
      station: exchange.station,
      receivedAt: exchange.receivedAt,
      eventAt: null,
      status: text,
    });
  }
  return null;
}
