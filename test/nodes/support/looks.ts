import type { IDataObject } from 'n8n-workflow';
import { api } from './genesys';
import { CONVERSATION, INTEGRATION } from './ids';

/** A conversation as Genesys Cloud returns it, for the tests' customer and integration. */
export function shown(state: 'connected' | 'disconnected', changes: { id?: string; customerId?: string; integrationId?: string } = {}): IDataObject {
	const addresses = {
		fromAddress: { addressNormalized: changes.customerId ?? 'customer-42' },
		toAddress: { addressNormalized: changes.integrationId ?? INTEGRATION },
	};
	const ended = state === 'disconnected' ? { disconnectedTime: '2026-01-31T10:20:00.000Z', disconnectType: 'peer' } : {};
	return {
		id: changes.id ?? CONVERSATION,
		startTime: '2026-01-31T10:00:00.000Z',
		participants: [{ id: 'p-1', purpose: 'customer', messages: [{ id: 'c-1', state, type: 'open', ...addresses, ...ended }] }],
	};
}

/** Answers requests for a conversation; 404 for one that Genesys Cloud doesn't know or doesn't show yet. */
export function showLooks(answer: IDataObject | 404, { id = CONVERSATION, times = 1 } = {}): void {
	const looks = api().get(`/api/v2/conversations/${id}`).times(times);
	if (answer === 404) looks.reply(404, { code: 'not.found', message: 'Conversation not found', status: 404 });
	else looks.reply(200, answer);
}
