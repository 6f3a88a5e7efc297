import type { StageName } from './stage.ts';

/** Who or what stopped the charge. */
export const ATTRIBUTIONS = [
  'evse',
  'firmware',
  'vehicle',
  'driver',
  'network',
  'backend',
  'site',
  'unknown',
] as const;
export type Attribution = (typeof ATTRIBUTIONS)[number];

interface ReasonMeaning {
  /** Where it usually shows. */
  readonly stage: StageName;
  readonly meaning: string;
  /** Before anything across vehicles, stations or sites is known. */
  readonly attribution: Attribution;
  /** Fault catalogue ids that it hints at. */
  readonly faults: readonly string[];
}

const reason = (
  stage: StageName,
  attribution: Attribution,
  meaning: string,
  faults: readonly string[] = [],
): ReasonMeaning => ({ stage, attribution, meaning, faults });

/** The closed list of reasons. Vendor text never becomes a reason; what fits nothing is `other_error`. */
export const REASONS = {
  cable_not_seen: reason(
    'plug_in',
    'driver',
    'Credential or remote start accepted, no cable was ever seen.',
    ['F03', 'F05'],
  ),
  partial_insertion: reason('plug_in', 'driver', 'The connector was latched but not fully inserted.', [
    'F03',
    'F02',
  ]),
  connector_lock_failed: reason('plug_in', 'evse', 'The connector could not be locked or unlocked.', ['F01']),
  proximity_fault: reason('plug_in', 'evse', 'Proximity or control pilot out of range.', ['F05']),

  no_credential: reason('authorize', 'driver', 'Plugged in and nobody presented a credential in time.', [
    'F21',
    'F22',
  ]),
  credential_blocked: reason('authorize', 'driver', 'The credential is blocked.'),
  credential_expired: reason('authorize', 'driver', 'The credential has expired.'),
  credential_invalid: reason('authorize', 'driver', 'The credential is unknown or invalid.', ['F30']),
  credential_no_credit: reason('authorize', 'driver', 'The account has no credit.'),
  credential_not_allowed: reason('authorize', 'driver', 'The credential is not allowed here or now.'),
  reserved_for_other: reason('authorize', 'driver', 'The connector is reserved for another driver.'),
  concurrent_transaction: reason(
    'authorize',
    'backend',
    'Refused because the backend believes that this driver charges elsewhere.',
    ['F30'],
  ),
  authorize_unanswered: reason('authorize', 'backend', 'The backend did not answer the authorisation.', [
    'F29',
    'F30',
  ]),
  authorize_error: reason('authorize', 'backend', 'The backend answered the authorisation with an error.', [
    'F30',
  ]),
  reader_failed: reason('authorize', 'evse', 'The card reader reported a failure.', ['F21']),

  payment_declined: reason('payment', 'driver', 'The payment was declined.', ['F20']),
  payment_timed_out: reason('payment', 'backend', 'The payment was not confirmed in time.', ['F20']),
  terminal_offline: reason('payment', 'evse', 'The payment terminal was not reachable.', ['F19']),

  remote_start_rejected: reason('start', 'evse', 'The station rejected the remote start.', ['F33']),
  remote_start_unanswered: reason('start', 'network', 'The station did not answer the remote start.', [
    'F23',
    'F27',
  ]),
  no_transaction: reason('start', 'evse', 'Cable seen and credential accepted, yet no transaction began.', [
    'F33',
  ]),
  start_unanswered: reason('start', 'backend', 'The backend did not answer the start of the transaction.', [
    'F29',
  ]),

  no_energy: reason('handshake', 'evse', 'The transaction began and no energy flowed in time.', [
    'F09',
    'F36',
  ]),
  ev_communication_error: reason('handshake', 'evse', 'Station and vehicle could not talk to each other.', [
    'F36',
  ]),
  iso15118_failed: reason('handshake', 'unknown', 'TLS, contract or protocol of ISO 15118 failed.', ['F37']),
  cable_check_failed: reason('handshake', 'evse', 'Cable check or insulation self test failed.', ['F15']),
  precharge_failed: reason('handshake', 'evse', 'The pre-charge voltage was not reached.', ['F09']),
  vehicle_not_ready: reason('handshake', 'vehicle', 'The vehicle was not in a mode in which it charges.', [
    'F38',
  ]),
  vehicle_declined: reason('handshake', 'vehicle', 'The vehicle chose not to take energy.'),
  driver_left: reason('handshake', 'driver', 'The driver stopped before the timer had passed.'),

  low_energy: reason('energy', 'evse', 'Energy flowed, but less than counts as a charge.', ['F10']),
  no_power: reason('energy', 'evse', 'Energy flowed, then stopped flowing with no limit in force.', [
    'F09',
    'F10',
  ]),
  isolation_fault: reason('energy', 'evse', 'Insulation resistance fell below its limit.', ['F15']),
  ground_fault: reason('energy', 'evse', 'A ground fault or residual current tripped.', ['F14']),
  over_current: reason('energy', 'evse', 'Over-current protection tripped.', ['F43']),
  over_voltage: reason('energy', 'evse', 'Voltage too high.', ['F13', 'F40']),
  under_voltage: reason('energy', 'site', 'Voltage too low.', ['F40', 'F13']),
  over_temperature: reason('energy', 'evse', 'Too hot to go on.', ['F06', 'F11', 'F12']),
  contactor_fault: reason('energy', 'evse', 'A contactor failed to open or close, or is welded.', ['F07']),
  power_module_fault: reason('energy', 'evse', 'A power module or power switch failed.', ['F08', 'F09']),
  meter_fault: reason('energy', 'evse', 'The meter failed.', ['F17', 'F18']),
  emergency_stop: reason('energy', 'driver', 'Somebody pressed the emergency stop.', ['F16']),
  cable_cut: reason('energy', 'site', 'The cable was cut or torn off.', ['F04']),
  power_loss: reason('energy', 'site', 'The site or the station lost its supply.', ['F39']),
  power_quality: reason('energy', 'site', 'The supply was out of its limits.', ['F40']),
  reboot: reason('energy', 'evse', 'The station restarted.', ['F31']),
  deauthorized: reason('energy', 'backend', 'The authorisation was withdrawn while charging.', ['F30']),
  unlock_command: reason('energy', 'backend', 'An unlock command ended the charge.'),
  connection_lost: reason('energy', 'network', 'Contact was lost and the end was never seen.', [
    'F23',
    'F24',
    'F27',
  ]),
  meter_register_stalled: reason(
    'stop',
    'unknown',
    'The transaction was never stopped and its register stood still.',
    ['F34'],
  ),
  stop_unanswered: reason('stop', 'backend', 'The backend did not answer the stop.', ['F29']),
  stop_failed: reason('stop', 'evse', 'The charge was complete and only stopping it went wrong.', ['F33']),
  unlock_failed: reason('unplug', 'evse', 'The connector did not unlock.', ['F01']),

  equipment_fault: reason('energy', 'evse', 'The station reported a fault without saying which.', []),
  firmware_fault: reason('energy', 'firmware', 'The station reported an internal error.', ['F31', 'F32']),
  other_error: reason('energy', 'unknown', 'Stopped for a reason that the station did not name.', []),
} as const satisfies Record<string, ReasonMeaning>;

export type Reason = keyof typeof REASONS;

/** Every reason, in the order of the table. */
export const REASON_NAMES = Object.keys(REASONS).filter((name): name is Reason => name in REASONS);
