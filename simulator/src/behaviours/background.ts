/**
 * Everyday faults of any fleet: behaviour and rate, for each attempt, for each car, or for each station and day. Together they
 * leave about nine starts in ten whole; three stations of 32 carry most of them (domain figures of one campus).
 */
export const BACKGROUND: readonly (readonly [behaviour: string, rate: number])[] = [
  ['slac-failure', 0.042],
  ['handshake-timeout', 0.027],
  ['cable-check-failure', 0.019],
  ['connector-lock-failure', 0.015],
  ['silent-no-charge', 0.015],
  ['vehicle-handshake', 0.006],
  ['ground-fault', 0.023],
  ['isolation-fault', 0.015],
  ['over-temperature', 0.008],
  ['start-swallowed', 0.011],
  ['station-offline', 0.03],
  ['flapping-link', 0.02],
  ['reboot', 0.03],
  ['emergency-stop', 0.01],
  ['status-replay', 0.02],
];
