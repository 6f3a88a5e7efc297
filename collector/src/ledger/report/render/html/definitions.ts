import { html, type Markup } from './markup.ts';

const DEFINITIONS: readonly (readonly [term: string, meaning: string])[] = [
  [
    'Attempt (charge flow)',
    'One try of one driver at one connector, from the first of plugging in, presenting a card, starting from an app, or a started transaction, to the release of the connector. Further taps inside one plug-in are the same attempt.',
  ],
  [
    'Visit',
    'The attempts of one driver at one site that follow one another within 10 minutes (5 minutes at the same charging point where nobody was identified).',
  ],
  [
    'First Charge Success',
    'Visits whose first attempt was a success, of all visits except those with only abandoned, unknown or refused attempts.',
  ],
  ['Visit Success', 'Visits with any successful attempt, of the same visits.'],
  [
    'Charge Start Success',
    'Attempts in which energy flowed, of all attempts except those that were abandoned, unknown, refused, or first seen in their middle.',
  ],
  [
    'Charge End Success',
    'Charges that ended with a valid stop, of all attempts in which energy flowed, unknown and abandoned ones left out.',
  ],
  [
    'Session Success',
    'Attempts with at least 60 seconds of energy above the floor (0.1 kWh DC, 0.05 kWh AC) and a valid stop, of the attempts of Charge Start Success.',
  ],
  [
    'Failed, interrupted',
    'A driver wanted a charge and equipment, network, vehicle or backend kept it from starting, or ended it without a valid stop. Together they are the charges lost.',
  ],
  [
    'Refused',
    'The credential was refused for a reason of the driver: blocked, expired, no credit, reserved for another.',
  ],
  [
    'Abandoned',
    'No failure was seen and the driver left before anything that should have worked was given its time.',
  ],
  ['Unknown', 'The evidence of the end is missing.'],
  [
    'Port uptime',
    'Connector time available or in use and able to charge, of all observed time. No exclusions of any programme: not the figure that regulators ask for.',
  ],
  [
    'Reliability Index',
    '0 to 100: the weighed geometric mean of port uptime (A), First Charge Success (F), Charge End Success (E), and delivered power with speed of the start (Q), so that one bad part is not averaged away. No score below five attempts.',
  ],
  [
    '95 % interval',
    'Wilson score interval: where the rate would lie in 95 of 100 samples of this size. Small samples have wide ones; groups whose intervals overlap may not differ at all.',
  ],
];

/** What the words mean, with the version of the definitions. */
export const definitions = (kpiVersion: string): Markup =>
  html`<section aria-labelledby="definitions">
    <h2 id="definitions">Definitions</h2>
    <p class="soft">
      Version ${kpiVersion} of the KPI definitions. Rates are always sums over sums, never means of rates.
    </p>
    <dl>
      ${DEFINITIONS.map(
        ([term, meaning]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${meaning}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
