import { useTheme2, type UPlotConfigBuilder } from '@grafana/ui';
import { useLayoutEffect, useRef } from 'react';

/** Moments of a chart, ms since the epoch; what they are is told beside it. */
interface ChartMarksProps {
  readonly config: UPlotConfigBuilder;
  readonly marks: readonly number[];
}

const DASH = [6, 4];

/** Draws a dashed line through a chart at each moment. */
export function ChartMarks({ config, marks }: ChartMarksProps) {
  const colour = useTheme2().colors.warning.border;
  const drawn = useRef({ marks, colour });
  const redraw = useRef<(() => void) | null>(null);
  // Before the chart is made: it takes its hooks once.
  useLayoutEffect(() => {
    config.addHook('init', (plot) => {
      redraw.current = () => plot.redraw(false);
    });
    config.addHook('draw', ({ ctx, bbox, valToPos }) => {
      ctx.save();
      ctx.strokeStyle = drawn.current.colour;
      ctx.lineWidth = 2 * devicePixelRatio;
      ctx.setLineDash(DASH.map((length) => length * devicePixelRatio));
      for (const at of drawn.current.marks) {
        const x = valToPos(at, 'x', true);
        if (x < bbox.left || x > bbox.left + bbox.width) continue;
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
      }
      ctx.restore();
    });
  }, [config]);
  useLayoutEffect(() => {
    drawn.current = { marks, colour };
    redraw.current?.();
  }, [marks, colour]);
  return null;
}
