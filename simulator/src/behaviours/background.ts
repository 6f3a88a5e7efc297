/**
 * Everyday faults of any fleet: behaviour and rate, for each attempt or for each station and day. Together they
 * leave about nine starts in ten whole; three stations of 32 carry most of them (domain figures of one campus).
 */
export const BACKGROUND: readonly (readonly [behaviour: string, rate: number])[] = [
  ['slac-failure', 0.022],
  ['handshake-timeout', 0.014],
  ['cable-check-failure', 0.01],
  ['connector-lock-failure', 0.008],
  ['silent-no-charge', 0.008],
  ['vehicle-handshake', 0.008],
  ['ground-fault', 0.012],
  ['isolation-fault', 0.008],
  ['over-temperature', 0.004],
  ['start-swallowed', 0.006],
  ['station-offline', 0.03],
  ['flapping-link', 0.02],
  ['reboot', 0.03],
  ['emergency-stop', 0.01],
  ['status-replay', 0.02],
];
