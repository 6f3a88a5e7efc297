/**
 * How a driver identified or paid (23 CFR 680.112(a)(6)): a card at the reader, an app or another command of the
 * backend, a contract in the vehicle (ISO 15118), the vehicle's own address, a bank card at the terminal, a payment
 * page, a code typed in, a ticket or button at the site, or nothing because nobody has to.
 */
export const PAYMENT_METHODS = [
  'rfid',
  'app',
  'plug_and_charge',
  'autocharge',
  'card_terminal',
  'web',
  'key_code',
  'local',
  'free',
] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/**
 * What became of a payment. Before the charge: `started` (a payment page or terminal is busy), `authorized`, `declined`,
 * `timed_out`, `terminal_offline`; after it, the settlement: `settled`, `canceled` (nothing to pay), `rejected` (by the
 * payment service), `failed` (the service could not be reached).
 */
export const PAYMENT_PHASES = [
  'started',
  'authorized',
  'declined',
  'timed_out',
  'terminal_offline',
  'settled',
  'canceled',
  'rejected',
  'failed',
] as const;
export type PaymentPhase = (typeof PAYMENT_PHASES)[number];
