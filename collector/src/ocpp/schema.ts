import { type Static, type TSchema, Type } from 'typebox';

/**
 * What the mapping may rely on: a payload that fits its schema, or what could be saved of one that does not. Any
 * property may be missing, enumerations may hold other words and texts may be too long.
 */
export type Readable<T> = T extends readonly (infer Item)[]
  ? readonly Readable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]?: Readable<T[Key]> }
    : T;

/** The readable form of a schema's payload. */
export type Payload<Schema extends TSchema> = Readable<Static<Schema>>;

/** A word of an OCPP enumeration. */
export const word = (...words: readonly string[]) => Type.Unsafe<string>({ type: 'string', enum: words });

/** OCPP's CiString and string types: `longest` characters. */
export const text = (longest: number) => Type.String({ maxLength: longest });

/** OCPP dateTime; an unreadable one becomes `eventAt: null`, so the format is not checked twice. */
export const time = Type.String();

/** A connector or EVSE number. No station has a thousand, and each one costs a series. */
export const placeNumber = Type.Integer({ minimum: 0, maximum: 999 });

/** The payload of messages without fields. */
export const EMPTY = Type.Object({});

/** The answer of nearly every command. */
export const STATUS_ANSWER = Type.Object({ status: text(50) });

/** The answer of the commands of OCPP 1.6 that answer nothing, or only a file name. */
export const OPTIONAL_STATUS_ANSWER = Type.Object({ status: Type.Optional(text(50)) });
