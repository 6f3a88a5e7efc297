import type { Outgoing } from '../station/outgoing.ts';
import type { Station } from '../station/station.ts';
import type { Rule } from './rules.ts';

/** What behaviours make of the messages of every station. */
export class WireRules {
  private readonly byStation = new Map<Station, Rule[]>();

  constructor(rules: readonly Rule[]) {
    for (const rule of rules) {
      if (rule.behaviour.wire === undefined) continue;
      for (const station of rule.stations)
        this.byStation.set(station, [...(this.byStation.get(station) ?? []), rule]);
    }
  }

  /** What is said in place of a message, after every behaviour had its say. */
  spoken(station: Station, message: Outgoing): readonly Outgoing[] {
    const rules = this.byStation.get(station);
    if (rules === undefined) return [message];
    let said: readonly Outgoing[] = [message];
    for (const rule of rules) said = said.flatMap((one) => rule.spoken(station, one));
    return said;
  }
}
