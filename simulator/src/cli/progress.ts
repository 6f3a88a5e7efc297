/** Shows how far a run is. */
export interface Progress {
  /** `share` in 0–1. */
  show(share: number): void;
  end(): void;
}

const WIDTH = 30;

/** A bar on a terminal; silent where standard error is none. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { show: () => undefined, end: () => undefined };
  let shown = -1;
  return {
    show(share) {
      const percent = Math.floor(share * 100);
      if (percent === shown) return;
      shown = percent;
      const full = Math.round(share * WIDTH);
      stream.write(`\r[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${percent} %`);
    },
    end: () => void stream.write('\n'),
  };
}
