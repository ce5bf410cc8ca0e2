import type { JsonObject } from '../http/json.mts';
import type { ApiRequest } from '../http/routes.mts';

/** A bot in Architect, of either generation. */
export interface Bot {
	id: string;
	name: string;
	description?: string;
	/** Only for the Digital Bot Connector. */
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
	/** Types of slots (v1) or entities (v2). */
	slots: Slot[];
}

export interface Slot {
	name: string;
	type: string;
}

/** Types of all slots or entities of this version's intents, by name. */
export const slotsOf = ({ intents }: BotVersion): Map<string, string> =>
	new Map(intents.flatMap(({ slots }) => slots.map(({ name, type }) => [name, type])));

/** Common fields of a bot in summaries and lists of both generations. */
export const summary = ({ params }: ApiRequest, { id, name, description }: Bot): JsonObject => ({
	id,
	name,
	...(description !== undefined && { description }),
	botCompositeTag: `${params['integrationId']}:${id}`,
});
