import type { GrafanaTheme2 } from '@grafana/data';
import type { Picture, Shape } from './picture.ts';

/** Pixels for each px, so that letters stay sharp in a report. */
const SCALE = 2;
const MARGIN = 24;
const HEAD = 56;
const STRIPE = 6;

const stripes = (context: CanvasRenderingContext2D, shape: Extract<Shape, { kind: 'box' }>): void => {
  const { x, y, width, height, fill } = shape;
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.strokeStyle = fill;
  context.lineWidth = 2;
  for (let at = x - height; at < x + width; at += STRIPE) {
    context.beginPath();
    context.moveTo(at, y + height);
    context.lineTo(at + height, y);
    context.stroke();
  }
  context.restore();
};

const put = (context: CanvasRenderingContext2D, shape: Shape, font: string): void => {
  if (shape.kind === 'image')
    return context.drawImage(shape.source, shape.x, shape.y, shape.width, shape.height);
  if (shape.kind === 'box') {
    if (shape.striped === true) return stripes(context, shape);
    context.fillStyle = shape.fill;
    return context.fillRect(shape.x, shape.y, shape.width, shape.height);
  }
  context.fillStyle = shape.fill;
  context.font = `${shape.size}px ${font}`;
  context.textAlign = shape.align ?? 'left';
  return context.fillText(shape.text, shape.x, shape.y, shape.room);
};

/** A picture under its title and what it is of, as PNG; null where the browser makes none. */
export const paint = (
  picture: Picture,
  { title, note }: { readonly title: string; readonly note: string },
  theme: GrafanaTheme2,
): Promise<Blob | null> => {
  const canvas = document.createElement('canvas');
  canvas.width = (picture.width + 2 * MARGIN) * SCALE;
  canvas.height = (picture.height + HEAD + 2 * MARGIN) * SCALE;
  const context = canvas.getContext('2d');
  if (context === null) return Promise.resolve(null);
  const { fontFamily } = theme.typography;
  const { background, text } = theme.colors;
  context.scale(SCALE, SCALE);
  context.fillStyle = background.primary;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(MARGIN, MARGIN);
  put(context, { kind: 'text', x: 0, y: 16, text: title, size: 18, fill: text.primary }, fontFamily);
  put(context, { kind: 'text', x: 0, y: 38, text: note, size: 12, fill: text.secondary }, fontFamily);
  context.translate(0, HEAD);
  for (const shape of picture.shapes) put(context, shape, fontFamily);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
};
