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
	/** Sends several files in one message. `undefined` is a file that Genesys Cloud can't find. */
	sendsAll(files: Array<Buffer | undefined>, text?: string): Promise<void>;
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
	const uploaded = async (bytes: Buffer, filename = 'label.png') => {
		const response = await fetch(`${simulatorUrl}/simulator/uploads?filename=${filename}`, {
			method: 'POST',
			headers: { 'content-type': PNG },
			body: new Uint8Array(bytes),
		});
		const { url, contentSizeBytes } = (await response.json()) as { url: string; contentSizeBytes: number };
		return { url, mime: PNG, filename, contentSizeBytes };
	};
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
			await act('messages', { text, attachment: await uploaded(bytes) });
		},
		async sendsAll(files, text) {
			const content = await Promise.all(
				files.map(async (bytes, index) => {
					const filename = `file-${index + 1}.png`;
					const file = bytes ? await uploaded(bytes, filename) : { url: `${simulatorUrl}/${filename}`, mime: PNG, filename };
					return { contentType: 'Attachment', attachment: { id: filename, mediaType: 'Image', ...file } };
				}),
			);
			await act('messages', { text, content });
		},
	};
}
