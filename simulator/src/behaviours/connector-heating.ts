import { settledConnector, TOO_HOT_C } from '../equipment/warmth.ts';
import { acceptedW } from '../driver/vehicle.ts';
import { wearing } from './wearing.ts';

export const connectorHeating = wearing({
  name: 'connector-heating',
  fault: 'F06',
  meaning: 'The pins of a connector corrode: at the same current it gets hotter from week to week.',
  onEvse: (evse, severity) => (evse.wear.contact = 1 + 2.8 * severity),
  attempt: ({ evse, plan, random }) => {
    const { power, watts } = evse.station.plan;
    const { site } = evse.station;
    if (plan.fault !== null || evse.vehicle === null) return;
    const amperes = acceptedW(evse.vehicle, power, watts) / (power === 'DC' ? evse.outputVolts : 690);
    const ambient = site.weather.celsius(site.localTime());
    const settled = settledConnector(power, ambient, amperes / evse.ratedAmperes, evse.wear.contact);
    if (settled < TOO_HOT_C) return;
    plan.fault = {
      cause: {
        stage: 'energy',
        reason: 'over_temperature',
        attribution: 'evse',
        behaviour: 'connector-heating',
      },
      afterMs: random.between(300_000, 900_000),
      stop: 'Other',
      code: { errorCode: 'HighTemperature', mrec: 'CX019', component: 'TemperatureSensor', faulted: true },
      clearsAfterMs: random.lognormal(900_000, 0.4),
      silent: false,
    };
  },
});
