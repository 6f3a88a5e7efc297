import type { Observation, Subject } from '@firstcharge/collector/model/telemetry.ts';
import mqtt, { type MqttClient } from 'mqtt';

/** QoS 1: what the broker has acknowledged reaches every subscriber at least once (MQTT 5.0 §4.3.2). */
const AT_LEAST_ONCE = 1;

/** The topic of a subject; 0 stands for what has no number, and `whole` for a site without feeders. */
function topicOf(subject: Subject): string {
  switch (subject.of) {
    case 'station':
      return `equipment/${subject.station}/${subject.evse ?? 0}/${subject.connector ?? 0}`;
    case 'link':
      return `links/${subject.link}`;
    case 'terminal':
      return `terminals/${subject.terminal}`;
    case 'site':
      return `sites/${subject.site}/${subject.feeder ?? 'whole'}`;
  }
}

/** What is said of it: its last level, and the fields of the message. */
function wordsOf(observation: Observation): readonly [string, object] {
  switch (observation.kind) {
    case 'reading': {
      const { quantity, value, location, phase } = observation;
      return [quantity, { value, ...(location !== '' && { location }), ...(phase !== '' && { phase }) }];
    }
    case 'condition':
      return [observation.condition, { value: observation.holds }];
    case 'problem':
      return ['problem', { code: observation.code, active: observation.active }];
    case 'payment':
      return ['payment', { phase: observation.phase }];
    case 'status':
      return ['status', { status: observation.status }];
  }
}

/** Sensors, routers, meters and terminals of a live fleet, which publish to an MQTT broker: one message an observation. */
export class TelemetryBroker {
  readonly #client: MqttClient;
  readonly #clock: () => number;

  /** `url`: `mqtt://127.0.0.1:1883`. `clock`: ms since the epoch. */
  constructor(url: string, clock: () => number) {
    this.#client = mqtt.connect(url, { clientId: 'firstcharge-simulator', reconnectPeriod: 1_000 });
    // A broker that is away is tried again by the client itself.
    this.#client.on('error', () => undefined);
    this.#clock = clock;
  }

  publish(subject: Subject, observation: Observation, event: string | null): void {
    const [last, words] = wordsOf(observation);
    const message = {
      at: new Date(this.#clock()).toISOString(),
      ...words,
      ...(event !== null && { event }),
    };
    this.#client.publish(`${topicOf(subject)}/${last}`, JSON.stringify(message), { qos: AT_LEAST_ONCE });
  }

  async close(): Promise<void> {
    await this.#client.endAsync();
  }
}
