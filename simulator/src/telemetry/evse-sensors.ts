import { settledCabinet, settledConnector, Warmth } from '../equipment/warmth.ts';
import type { Random } from '../random/random.ts';
import type { Evse } from '../station/evse.ts';
import { reading, type Told } from './observations.ts';

const FAN_RPM = 2600;

/** What the sensors of one EVSE say, however its controller is connected. */
export class EvseSensors {
  readonly evse: Evse;
  private readonly pins = new Warmth();
  private readonly cabinet = new Warmth();
  private readonly random: Random;
  private flowed = false;

  constructor(evse: Evse, random: Random) {
    this.evse = evse;
    this.random = random;
  }

  /** It has power, and a way to tell. */
  get awake(): boolean {
    const { station } = this.evse;
    return station.lit && station.cuts === 0;
  }

  /** `full`: also when it is idle. °C of the air is given. */
  read(ambient: number, full: boolean): Told[] {
    const { evse, random } = this;
    const { power } = evse.station.plan;
    const { now } = evse.station.world.scheduler;
    const load = evse.amperes / evse.ratedAmperes;
    const noise = (): number => random.normal() * 0.6;
    const pins = this.pins.follow(settledConnector(power, ambient, load, evse.wear.contact), now);
    const cabinet = this.cabinet.follow(settledCabinet(ambient, load, evse.wear.fanStopped), now);
    const flows = evse.powerW > 0;
    if (!flows && !full && !this.flowed) return [];
    this.flowed = flows;
    const told = [
      reading('temperature_celsius', pins + noise(), '', 'connector'),
      reading('temperature_celsius', cabinet + noise(), '', 'cabinet'),
      ...this.electrical(now),
    ];
    if (power === 'DC')
      told.push(
        reading(
          'fan_rpm',
          evse.wear.fanStopped ? 0 : FAN_RPM * (0.55 + 0.45 * Math.min(1, load)) + noise() * 30,
        ),
      );
    return told;
  }

  private electrical(now: number): Told[] {
    const { evse, random } = this;
    const { grid } = evse.station.site;
    const { sag } = evse.wear;
    const told = ([0, 1, 2] as const).map((phase) =>
      reading(
        'voltage_volts',
        grid.volts(phase, now) * (phase === 0 ? 1 - sag : 1),
        (['L1', 'L2', 'L3'] as const)[phase],
      ),
    );
    told.push(
      reading('power_watts', evse.powerW, 'total'),
      reading('current_amperes', evse.amperes, evse.station.plan.power === 'DC' ? 'dc' : 'L1'),
    );
    if (evse.station.plan.power === 'DC' && evse.powerW > 0)
      told.push(
        reading('voltage_volts', evse.outputVolts + random.normal(), 'dc'),
        reading('isolation_ohms', evse.wear.isolationOhms * random.lognormal(1, 0.12)),
      );
    return told;
  }
}
