import type { Batch } from '../../model/batch.ts';
import { HttpJsonReceiver } from '../../receivers/http_json/http-json.ts';
import { MqttReceiver } from '../../receivers/mqtt/mqtt.ts';
import { OcppWsReceiver } from '../../receivers/ocpp_ws/ocpp-ws.ts';
import { OtlpReceiver } from '../../receivers/otlp/otlp.ts';
import type { Next, Receiver } from '../../receivers/receiver.ts';
import type { Stream } from './stream.ts';

const isTelemetry = (receiver: Receiver): boolean =>
  receiver instanceof MqttReceiver ||
  receiver instanceof HttpJsonReceiver ||
  receiver instanceof OtlpReceiver;

/**
 * Holds telemetry back, at its senders, until gateways have told what stations did while we were away: it comes with the present
 * time, and what is older than the stream's time is late to every timer.
 */
export class TelemetryGate {
  readonly #stream: Pick<Stream, 'accept' | 'abreast'>;
  readonly #hasGateways: boolean;
  readonly #released: Promise<'released'>;
  #release: () => void = () => undefined;

  constructor(stream: Pick<Stream, 'accept' | 'abreast'>, receivers: readonly Receiver[]) {
    this.#stream = stream;
    this.#hasGateways = receivers.some((receiver) => receiver instanceof OcppWsReceiver);
    this.#released = new Promise((resolve) => (this.#release = (): void => resolve('released')));
  }

  /** Where a receiver hands on its batches. */
  nextOf(receiver: Receiver): Next {
    const accept = (batch: Batch): Promise<void> => this.#stream.accept(batch);
    if (!this.#hasGateways || !isTelemetry(receiver)) return accept;
    return async (batch) => {
      const opened = await Promise.race([this.#stream.abreast, this.#released]);
      if (opened === 'released') throw new Error('stopping');
      await accept(batch);
    };
  }

  /** Lets go of what waits, unaccepted: we stop. */
  release(): void {
    this.#release();
  }
}
