import { detailTopics, listen, nameOf } from './channel.mts';
import type { Contract } from './genesys.mts';
import { eventually, newCustomer, startConversation } from './handover.mts';

/** A conversation that waits in the queue, a listener to all of its events, and its agents. */
export async function watchedChat(genesys: Contract, integrationId: string) {
	const chat = await startConversation(genesys, { integrationId, customerId: newCustomer() });
	const { conversationId } = chat;
	const listener = await listen(genesys, ...detailTopics(conversationId));
	return {
		...chat,
		does: async (what: string, body?: object) =>
			await genesys.control('POST', `conversations/${conversationId}/${what}`, body),
		/** The events so far, once the last one has arrived, each with its name. */
		told: async (last: string) => {
			const all = await eventually(
				async () => listener.events(),
				(events) => events.some((event) => nameOf(event) === last),
			);
			return all.map((event) => ({ event: nameOf(event), ...event.eventBody }));
		},
		/** Names and disconnect types since the last call, once this many have the last one's name. */
		next: async (last: string, times = 1) => {
			const all = await eventually(
				async () => listener.events(),
				(events) => events.filter((event) => nameOf(event) === last).length >= times,
			);
			listener.frames.length = 0;
			return all.map((event) => [nameOf(event), event.eventBody['disconnectType']]);
		},
	};
}
