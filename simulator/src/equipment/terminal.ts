/** The payment terminal of a station. */
export class Terminal {
  readonly id: string;
  /** Its heartbeat has stopped, and nobody can pay. */
  silent = false;
  /** Share of payments that are declined. */
  declines = 0.02;

  constructor(id: string) {
    this.id = id;
  }
}
