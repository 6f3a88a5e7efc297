/** What age and accidents have done to one EVSE. The values of a new one stand here. */
export class Wear {
  /** Contact resistance of the connector's pins, times that of a new one. */
  contact = 1;
  /** Share of the supply voltage lost on the way to this EVSE, on phase L1 (a terminal that has worked loose). */
  sag = 0;
  /** Insulation resistance of the DC output, ohms. */
  isolationOhms = 5e6;
  fanStopped = false;
  /** Time that a handshake takes beyond what it should, ms. */
  slowMs = 0;
  /** The energy register stands still at this value, Wh; null: it counts. */
  frozenAt: number | null = null;
}
