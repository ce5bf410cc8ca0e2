/** Types of slots, as Genesys Cloud writes them (Digital Bot Connector specification). */
export const SLOT_TYPES = [
	'String', 'Integer', 'Decimal', 'Duration', 'Boolean', 'Currency', 'Datetime',
	'StringCollection', 'IntegerCollection', 'DecimalCollection', 'DurationCollection', 'BooleanCollection', 'CurrencyCollection', 'DatetimeCollection',
] as const;
export type SlotType = (typeof SLOT_TYPES)[number];
