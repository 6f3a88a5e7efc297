/** Time for those who wait; tests pass one that they turn by hand. */
export interface Timer {
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Runs `action` once after `ms`, unless the returned function is called before. */
  after(ms: number, action: () => void): () => void;
}

/** The process's own clock. */
export const systemTimer: Timer = {
  now: () => performance.now(),
  after(ms, action) {
    const handle = setTimeout(action, ms);
    return () => {
      clearTimeout(handle);
    };
  },
};
