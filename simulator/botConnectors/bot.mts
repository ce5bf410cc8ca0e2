import type { JsonObject } from '../http/json.mts';
import type { ApiRequest } from '../http/routes.mts';

/** A bot as Architect knows it, whichever generation it comes from. */
export interface Bot {
	id: string;
	name: string;
	description?: string;
	/** Only of the Digital Bot Connector. */
	provider?: string;
	versions: BotVersion[];
}

export interface BotVersion {
	version: string;
	supportedLanguages: string[];
	intents: Intent[];
}

export interface Intent {
	name: string;
	/** Slots (v1) or entities (v2) with their types. */
	slots: Slot[];
}

export interface Slot {
	name: string;
	type: string;
}

/** Names of all slots or entities that an intent of this version has, with their types. */
export const slotsOf = ({ intents }: BotVersion): Map<string, string> =>
	new Map(intents.flatMap(({ slots }) => slots.map(({ name, type }) => [name, type])));

/** What the summaries and the lists of both generations have of a bot. */
export const summary = ({ params }: ApiRequest, { id, name, description }: Bot): JsonObject => ({
	id,
	name,
	...(description !== undefined && { description }),
	botCompositeTag: `${params['integrationId']}:${id}`,
});
