import type { Evse } from '../station/evse.ts';

/** One reading: measurand, value, unit, and where; numbers as the meter has them. */
export interface Reading {
  readonly measurand: string;
  readonly value: number;
  readonly unit: string;
  readonly location: string;
}

const round = (value: number, digits: number): number => {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
};

/** OCPP 1.6 alone has a measurand for temperature. */
export const temperature = (evse: Evse): Reading => ({
  measurand: 'Temperature',
  value: round(24 + evse.powerW / 6000, 1),
  unit: 'Celsius',
  location: 'Body',
});

/** What the meter and the car say at this moment. */
export function readings(evse: Evse, full: boolean): Reading[] {
  const dc = evse.station.plan.power === 'DC';
  const list: Reading[] = [
    {
      measurand: 'Energy.Active.Import.Register',
      value: evse.shownRegister,
      unit: 'Wh',
      location: 'Outlet',
    },
  ];
  if (!full) return list;
  const volts = evse.outputVolts;
  list.push(
    { measurand: 'Power.Active.Import', value: round(evse.powerW, 0), unit: 'W', location: 'Outlet' },
    { measurand: 'Voltage', value: round(volts, 1), unit: 'V', location: 'Outlet' },
    {
      measurand: 'Current.Import',
      value: round(evse.amperes, 2),
      unit: 'A',
      location: 'Outlet',
    },
  );
  if (dc && evse.vehicle !== null) {
    list.push({
      measurand: 'SoC',
      value: Math.round(evse.vehicle.soc * 100),
      unit: 'Percent',
      location: 'EV',
    });
  }
  return list;
}
