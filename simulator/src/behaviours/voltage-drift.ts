import { wearing } from './wearing.ts';

/** Share of the voltage that is lost in the end, and that from which protection acts. */
const WORST = 0.17;
const TRIPS = 0.1;

export const voltageDrift = wearing({
  name: 'voltage-drift',
  fault: 'F13',
  meaning:
    'A terminal in the supply of one EVSE works loose: its voltage sinks away from that of the others.',
  onEvse: (evse, severity) => (evse.wear.sag = WORST * severity),
  attempt: ({ evse, plan, random }) => {
    const over = evse.wear.sag - TRIPS;
    if (plan.fault !== null || over <= 0 || !random.chance(0.15 + over * 12)) return;
    plan.fault = {
      cause: { stage: 'energy', reason: 'under_voltage', attribution: 'evse', behaviour: 'voltage-drift' },
      afterMs: random.between(2000, 30_000),
      stop: 'Other',
      code: { errorCode: 'UnderVoltage', mrec: 'CX006', component: 'ElectricalFeed', faulted: false },
      clearsAfterMs: 0,
      silent: false,
    };
  },
});
