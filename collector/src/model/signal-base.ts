/** What every signal has; `evse` and times as said in signal.ts. */
export interface SignalBase {
  readonly station: string;
  readonly receivedAt: number;
  readonly eventAt: number | null;
}
