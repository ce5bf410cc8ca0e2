import type { IDataObject } from 'n8n-workflow';
import { remember } from '../../genesys/freshCache';

/**
 * Bot Connector turns that wait for an answer in this process. Bot Connector: Reply answers them if it isn't the last node,
 * in a sub-workflow, or as an AI agent's tool. In queue mode, the trigger and the reply run in different processes, so there
 * is no open turn here, and the last node's item is the answer.
 */
const turns = new Map<string, (item: IDataObject) => void>();
const MAX_OPEN = 2_000; // Keeps turns whose execution never ends from filling the memory.

/** @param messageId if omitted, the latest turn of the session */
export type TurnKey = { botSessionId: string; messageId?: string };

const keyOf = (botSessionId: string, messageId: string) => JSON.stringify([botSessionId, messageId]);

export const openTurns = {
	/** Returns a function that closes the turn, to be called when its execution ends. */
	open({ botSessionId, messageId }: Required<TurnKey>, take: (item: IDataObject) => void): () => void {
		const key = keyOf(botSessionId, messageId);
		remember(turns, key, take, MAX_OPEN);
		return () => {
			if (turns.get(key) === take) turns.delete(key);
		};
	},

	/** Answers an open turn with a reply's item. Returns whether there was an open turn. Never throws. */
	settle({ botSessionId, messageId }: TurnKey, item: IDataObject): boolean {
		const start = keyOf(botSessionId, '').slice(0, -2);
		const key = messageId === undefined ? [...turns.keys()].filter((open) => open.startsWith(start)).at(-1) : keyOf(botSessionId, messageId);
		const take = key === undefined ? undefined : turns.get(key);
		take?.(item);
		return take !== undefined;
	},
};
