/** What everyday faults are about: single attempts to charge, what is over in minutes, and what stays for hours or days. */
export const BACKGROUND_KINDS = ['attempts', 'brief', 'lasting'] as const;
export type BackgroundKind = (typeof BACKGROUND_KINDS)[number];

/**
 * Everyday faults of any fleet: behaviour, rate for each attempt, for each car, or for each station and day, and kind. Together they
 * leave about nine starts in ten whole; three stations of 32 carry most of them (domain figures of one campus).
 */
export const BACKGROUND: readonly (readonly [behaviour: string, rate: number, kind: BackgroundKind])[] = [
  ['slac-failure', 0.042, 'attempts'],
  ['handshake-timeout', 0.027, 'attempts'],
  ['cable-check-failure', 0.019, 'attempts'],
  ['connector-lock-failure', 0.015, 'attempts'],
  ['silent-no-charge', 0.015, 'attempts'],
  ['vehicle-handshake', 0.006, 'attempts'],
  ['ground-fault', 0.023, 'attempts'],
  ['isolation-fault', 0.015, 'attempts'],
  ['over-temperature', 0.008, 'attempts'],
  ['start-swallowed', 0.011, 'attempts'],
  ['station-offline', 0.03, 'lasting'],
  ['flapping-link', 0.02, 'lasting'],
  ['reboot', 0.03, 'brief'],
  ['emergency-stop', 0.01, 'lasting'],
  ['status-replay', 0.02, 'brief'],
];
