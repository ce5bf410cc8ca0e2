import { deskOf, eventually, type DeskChat } from '../../demo/people.mts';
import { PNG } from './pictures.mts';

/** An agent at the simulator's desk who works with one customer. */
export interface Agent {
	/** The customer's newest conversation, once there is one. */
	chat(): Promise<DeskChat>;
	accept(): Promise<DeskChat>;
	/** Polls until the customer's conversation has this. */
	sees<T>(what: string, look: (chat: DeskChat) => T | undefined | false): Promise<T>;
	/** Polls until the customer's conversation has this customer message. */
	reads(words: string): Promise<void>;
	/** Polls until this many messages to the customer have failed, and returns the reasons. */
	seesFailed(count: number): Promise<string[]>;
	says(text: string): Promise<void>;
	/** Attaches a file as the desk's composer does. */
	sends(bytes: Buffer, text?: string): Promise<void>;
	act(action: string, body?: object): Promise<void>;
}

export function agentFor(simulatorUrl: string, customerId: string): Agent {
	const desk = deskOf(simulatorUrl);
	const sees: Agent['sees'] = async (what, look) =>
		await eventually(what, async () => {
			const chat = (await desk.chatsOf({ id: customerId }))[0];
			return chat && look(chat);
		});
	const chat = async () => await sees('the chat is on the desk', (shown) => shown);
	const act: Agent['act'] = async (action, body) => await desk.act(await chat(), action, body);
	return {
		chat,
		sees,
		act,
		async accept() {
			await sees('the chat waits', ({ state }) => state === 'queued');
			await act('accept');
			return await chat();
		},
		async reads(words) {
			await sees(`the customer's "${words}"`, ({ messages }) => messages.some(({ from, text }) => from === 'customer' && text?.includes(words)));
		},
		seesFailed: async (count) =>
			await sees(`${count} failed`, ({ messages }) => {
				const failed = messages.filter(({ delivery }) => delivery === 'failed');
				return failed.length === count && failed.map(({ deliveryDetail = '' }) => deliveryDetail);
			}),
		says: async (text) => await act('messages', { text }),
		async sends(bytes, text) {
			const uploaded = await fetch(`${simulatorUrl}/simulator/uploads?filename=label.png`, {
				method: 'POST',
				headers: { 'content-type': PNG },
				body: new Uint8Array(bytes),
			});
			const { url, contentSizeBytes } = (await uploaded.json()) as { url: string; contentSizeBytes: number };
			await act('messages', { text, attachment: { url, mime: PNG, filename: 'label.png', contentSizeBytes } });
		},
	};
}
