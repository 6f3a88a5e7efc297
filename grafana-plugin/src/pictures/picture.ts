/** One thing on a picture; px from its upper left corner. */
export type Shape =
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: string;
      /** Striped: what is not sure. */
      readonly striped?: boolean;
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      /** Its baseline. */
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly fill: string;
      readonly align?: 'left' | 'center' | 'right';
      /** Room that it has; longer text is made narrower. */
      readonly room?: number;
    }
  | {
      readonly kind: 'image';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly source: HTMLCanvasElement;
    };

/** What is drawn, and how large it is. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}
