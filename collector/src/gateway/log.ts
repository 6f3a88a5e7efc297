/** Where the gateway tells what happened to itself; never a frame's content, a credential or an idTag. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields?: Readonly<Record<string, string | number>>,
) => void;
