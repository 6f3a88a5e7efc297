import { field } from '../cpms/payload.ts';
import type { Payload } from '../mouth/mouth.ts';
import type { Evse } from '../station/evse.ts';
import type { Station } from '../station/station.ts';

const isPayload = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Payload[] => (Array.isArray(value) ? value.filter(isPayload) : []);

/** The payload with every sampled value of its `meterValue` changed, or left out where `change` gives null. */
export function withSamples(payload: Payload, change: (sample: Payload) => Payload | null): Payload {
  if (payload['meterValue'] === undefined) return payload;
  const meterValue = listOf(payload['meterValue']).map((value) => ({
    ...value,
    sampledValue: listOf(value['sampledValue']).flatMap((sample) => change(sample) ?? []),
  }));
  return { ...payload, meterValue };
}

/** A sampled value of an energy register, in either version. */
export const isRegister = (sample: Payload): boolean =>
  sample['measurand'] === 'Energy.Active.Import.Register';

/** The sample with another number in the words of its version: text in OCPP 1.6, a number in 2.x. */
export const withNumber = (sample: Payload, number: number): Payload => ({
  ...sample,
  value: typeof sample['value'] === 'string' ? String(number) : number,
});

/** The EVSE of which a payload speaks, in either version. */
export function evseOf(station: Station, payload: Payload): Evse | undefined {
  const { connectors } = station.plan;
  const connectorId = payload['evseId'] === undefined ? payload['connectorId'] : undefined;
  const id =
    typeof connectorId === 'number' && station.protocol === 'ocpp1.6'
      ? Math.ceil(connectorId / connectors)
      : (payload['evseId'] ?? field(payload, 'evse', 'id'));
  return station.evses.find((evse) => evse.id === id);
}
