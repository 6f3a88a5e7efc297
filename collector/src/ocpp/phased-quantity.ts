/**
 * One quantity as a meter reports it: a total, or one value a phase, or both. A value at the station's inlet only
 * counts while there is none of the outlet. NaN stands for "not reported".
 */
export class PhasedQuantity {
  private total = Number.NaN;
  private readonly phases = [Number.NaN, Number.NaN, Number.NaN];
  private lineToLine = Number.NaN;
  private inlet = false;

  /** Takes a value in base units; neutral and unknown phases are ignored. */
  add(value: number, phase: string | undefined, location: string | undefined): void {
    const inlet = location === 'Inlet';
    if (inlet && !this.inlet && !this.isEmpty()) return;
    if (!inlet && this.inlet) this.clear();
    this.inlet = inlet;
    switch (phase) {
      case undefined:
      case '':
        this.total = value;
        return;
      case 'L1':
      case 'L1-N':
        this.phases[0] = value;
        return;
      case 'L2':
      case 'L2-N':
        this.phases[1] = value;
        return;
      case 'L3':
      case 'L3-N':
        this.phases[2] = value;
        return;
      case 'L1-L2':
      case 'L2-L3':
      case 'L3-L1':
        this.lineToLine = value;
    }
  }

  /** The total, or the sum of the phases. */
  sum(): number | null {
    if (!Number.isNaN(this.total)) return this.total;
    let sum = Number.NaN;
    for (const value of this.phases) if (!Number.isNaN(value)) sum = Number.isNaN(sum) ? value : sum + value;
    return Number.isNaN(sum) ? null : sum;
  }

  /** The greatest phase, or the total where no phase is reported. */
  greatest(): number | null {
    let greatest = Number.NaN;
    for (const value of this.phases) if (!(value <= greatest) && !Number.isNaN(value)) greatest = value;
    if (!Number.isNaN(greatest)) return greatest;
    return Number.isNaN(this.total) ? null : this.total;
  }

  /** The mean of the phases, or the total, or a line-to-line value brought down to line to neutral. */
  mean(): number | null {
    let sum = 0;
    let count = 0;
    for (const value of this.phases) {
      if (Number.isNaN(value)) continue;
      sum += value;
      count += 1;
    }
    if (count > 0) return sum / count;
    if (!Number.isNaN(this.total)) return this.total;
    return Number.isNaN(this.lineToLine) ? null : this.lineToLine / Math.sqrt(3);
  }

  private isEmpty(): boolean {
    return Number.isNaN(this.total) && Number.isNaN(this.lineToLine) && this.phases.every(Number.isNaN);
  }

  private clear(): void {
    this.total = Number.NaN;
    this.lineToLine = Number.NaN;
    this.phases.fill(Number.NaN);
  }
}
