import { errorCodes } from '../../../ocpp/error-codes.ts';
import { printable } from '../../../ledger/report/render/words.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields that tell what a frame is about. Free text is left out: it could hold anything, identities included. */
const TELLING: readonly string[] = [
  ...['connectorId', 'evseId', 'eventType', 'triggerReason', 'chargingState', 'connectorStatus', 'status'],
  ...[
    'stoppedReason',
    'reason',
    'type',
    'transactionId',
    'remoteStartId',
    'reservationId',
    'seqNo',
    'offline',
  ],
  ...['idTag', 'meterStart', 'meterStop', 'requestedMessage', 'operationalStatus', 'key'],
  ...[
    'chargePointVendor',
    'chargePointModel',
    'vendorName',
    'model',
    'firmwareVersion',
    'vendorId',
    'messageId',
  ],
  ...['currentTime', 'interval', 'techCode', 'trigger', 'cleared'],
];
/** Objects whose fields tell as well. */
const NESTED: readonly string[] = [
  ...['transactionInfo', 'evse', 'idToken', 'idTokenInfo', 'idTagInfo', 'chargingStation', 'statusInfo'],
];
const MEASURANDS: Readonly<Record<string, string>> = {
  'Power.Active.Import': 'power',
  'Energy.Active.Import.Register': 'register',
  'Energy.Active.Import.Interval': 'energy',
  'Current.Import': 'current',
  'Power.Offered': 'offered',
  SoC: 'soc',
};
const LONGEST_VALUE = 48;
const MOST_FIELDS = 16;
const MOST_SAMPLES = 8;

const valueText = (value: unknown): string | null => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string' || value === '') return null;
  const text = printable(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
};

const fieldTexts = (payload: Fields): readonly string[] =>
  TELLING.flatMap((name) => {
    const text = valueText(payload[name]);
    return text === null ? [] : [`${name}=${text}`];
  });

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const sampleText = (sample: unknown): string | null => {
  if (!isFields(sample) || sample['phase'] !== undefined) return null;
  const measurand = sample['measurand'] ?? 'Energy.Active.Import.Register';
  const name = typeof measurand === 'string' ? MEASURANDS[measurand] : undefined;
  const value = valueText(sample['value']);
  if (name === undefined || value === null) return null;
  const unit =
    sample['unit'] ?? (isFields(sample['unitOfMeasure']) ? sample['unitOfMeasure']['unit'] : undefined);
  return `${name}=${value}${valueText(unit) ?? ''}`;
};

/** The last moment of a message's meter values: earlier ones of the same message tell less. */
const meterTexts = (payload: Fields): readonly string[] => {
  const moments = listOf(payload['meterValue'] ?? payload['transactionData']);
  const last = moments.at(-1);
  const samples = isFields(last) ? listOf(last['sampledValue']) : [];
  return samples
    .slice(0, 100)
    .flatMap((sample) => sampleText(sample) ?? [])
    .slice(0, MOST_SAMPLES);
};

/** Components and variables of a NotifyEvent. */
const eventTexts = (payload: Fields): readonly string[] =>
  listOf(payload['eventData'])
    .slice(0, MOST_SAMPLES)
    .flatMap((event) => {
      if (!isFields(event)) return [];
      const { component, variable, actualValue } = event;
      const name = [component, variable].flatMap((one) =>
        isFields(one) ? (valueText(one['name']) ?? []) : [],
      );
      const value = valueText(actualValue);
      return [`${name.join('.')}${value === null ? '' : `=${value}`}`, ...fieldTexts(event)];
    });

/** The telling fields of a redacted payload as `name=value`, bounded in number and length. */
export const tellingFields = (payload: unknown): string => {
  if (!isFields(payload)) return '';
  const nested = NESTED.flatMap((name) => (isFields(payload[name]) ? fieldTexts(payload[name]) : []));
  const tokens = isFields(payload['idToken']) ? valueText(payload['idToken']['idToken']) : null;
  const codes = errorCodes(
    payload['errorCode'] ?? 'NoError',
    payload['vendorId'],
    payload['vendorErrorCode'],
  );
  return [
    ...fieldTexts(payload),
    ...nested,
    ...(tokens === null ? [] : [`idToken=${tokens}`]),
    ...(codes.length === 0 ? [] : [`codes=${printable(codes.join(','))}`]),
    ...eventTexts(payload),
    ...meterTexts(payload),
  ]
    .slice(0, MOST_FIELDS)
    .join(' ');
};
