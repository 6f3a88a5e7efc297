import { CONNECTOR_STATES } from '../../../model/availability.ts';
import type { Report } from '../report.ts';
import type { Section } from './section.ts';
import { count, counted, percent, words } from './words.ts';

/** What connectors did with their time. */
export const availabilitySection = ({ availability }: Report): Section => {
  const { connectors, port_uptime, incapable_seconds, states } = availability;
  const shown = CONNECTOR_STATES.flatMap((state) => {
    const figures = states[state];
    return figures ? [[words(state), percent(figures.share), count(Math.round(figures.seconds / 3600))]] : [];
  });
  return {
    title: 'Availability',
    columns: [
      { title: '' },
      { title: 'share', align: 'right' },
      { title: 'connector hours', align: 'right' },
    ],
    rows: [
      ...(connectors === 0
        ? []
        : [['port uptime', percent(port_uptime.ratio), count(Math.round(port_uptime.denominator / 3600))]]),
      ...(incapable_seconds === 0
        ? []
        : [
            [
              'up but not capable',
              percent(port_uptime.denominator > 0 ? incapable_seconds / port_uptime.denominator : null),
              count(Math.round(incapable_seconds / 3600)),
            ],
          ]),
      ...shown,
    ],
    note: `over ${counted(connectors, 'connector')}; port uptime is available or in use and capable / observed, no exclusions`,
  };
};
