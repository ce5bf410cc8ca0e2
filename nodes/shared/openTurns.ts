import type { IDataObject } from 'n8n-workflow';
import { remember } from '../../genesys/freshCache';

/**
 * The turns of Bot Connector sessions that wait for an answer in this process. Bot Connector: Reply answers them where it is
 * not the last node, in a sub-workflow, or as an AI agent's tool. In queue mode the trigger and the reply are in different
 * processes: then there is no open turn here, and the last node's item is the answer.
 */
const turns = new Map<string, (item: IDataObject) => void>();
const MAX_OPEN = 2_000; // Turns whose execution never ends, in n8n's view, must not fill the memory.

/** @param messageId where it is left out, the latest turn of the session */
export type TurnKey = { botSessionId: string; messageId?: string };

const keyOf = (botSessionId: string, messageId: string) => JSON.stringify([botSessionId, messageId]);

export const openTurns = {
	/** Returns what closes the turn: to be called when its execution is over. */
	open({ botSessionId, messageId }: Required<TurnKey>, take: (item: IDataObject) => void): () => void {
		const key = keyOf(botSessionId, messageId);
		remember(turns, key, take, MAX_OPEN);
		return () => {
			if (turns.get(key) === take) turns.delete(key);
		};
	},

	/** Answers an open turn with the item of a reply. Returns whether there was one. Never throws. */
	settle({ botSessionId, messageId }: TurnKey, item: IDataObject): boolean {
		const start = keyOf(botSessionId, '').slice(0, -2);
		const key = messageId === undefined ? [...turns.keys()].filter((open) => open.startsWith(start)).at(-1) : keyOf(botSessionId, messageId);
		const take = key === undefined ? undefined : turns.get(key);
		take?.(item);
		return take !== undefined;
	},
};
