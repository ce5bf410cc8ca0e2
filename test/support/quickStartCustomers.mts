import { customerOf, deskOf, eventually, type Customer, type Desk, type DeskChat } from '../../demo/people.mts';
import { callSimulator } from '../../demo/simulator.mts';
import type { Stack } from '../../demo/stack.mts';

/** The customers who write to the quick start, or to an example with the same webhook, and the agents who help them. */

export interface QuickStartCustomers {
	/** Calls the simulator; the path is the part after `/simulator/`. */
	simulator<T>(method: string, path: string, body?: object): Promise<T>;
	newCustomer(): Customer;
	/** The customer asks for an agent. Returns the conversation once it waits in a queue. */
	queued(customer: Customer): Promise<DeskChat>;
	/** … and an agent accepts. Returns the conversation once the customer sees who joined: the handover's last execution. */
	connected(customer: Customer): Promise<DeskChat>;
	/**
	 * The customer asks, an agent accepts and ends. Returns what the customer read, in alphabetical order. Omits the
	 * events that the workflow drops if n8n runs their execution before the handover's first or after its last.
	 */
	handover(customer: Customer, more?: object): Promise<string[]>;
	/** POST to the workflow's webhook, without the chat page, which sends one message at a time. */
	write(customer: Customer, text: string, more?: object): Promise<{ status: number; replies: string[] }>;
	chatsOf(customer: Customer): Promise<DeskChat[]>;
	/** Waits until an agent's desk shows this text of the customer. */
	agentReads(customer: Customer, words: string): Promise<void>;
	agentSays(chat: DeskChat, text: string): Promise<void>;
	act: Desk['act'];
}

const ASKING = 'I want to talk to an agent';

/** @param stackOf called every time, because a test file has its stack only when its tests start */
export function quickStartCustomers(stackOf: () => Stack & { engine?: { webhookOrigin: string } }): QuickStartCustomers {
	let count = 0;
	const desk = () => deskOf(stackOf().simulator.url);
	const act: Desk['act'] = async (chat, action, body) => await desk().act(chat, action, body);
	const chatsOf = async (customer: Customer) => await desk().chatsOf(customer);

	const waits = async (customer: Customer, ...states: Array<DeskChat['state']>) =>
		await eventually('the chat waits', async () => (await chatsOf(customer)).find(({ state }) => states.includes(state)));

	async function queued(customer: Customer): Promise<DeskChat> {
		await customer.say(ASKING);
		return await waits(customer, 'queued');
	}

	const write: QuickStartCustomers['write'] = async (customer, text, more = {}) => {
		const { engine, n8n } = stackOf();
		const response = await fetch(`${engine?.webhookOrigin ?? n8n.url}/webhook/genesys-chat`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ type: 'message', customerId: customer.id, name: 'Ada', text, messageId: crypto.randomUUID(), ...more }),
		});
		const body = await response.text();
		const { replies = [] } = (body.startsWith('{') ? JSON.parse(body) : {}) as { replies?: Array<{ text: string }> };
		return { status: response.status, replies: replies.map((reply) => reply.text) };
	};

	return {
		act,
		chatsOf,
		queued,
		write,
		simulator: async (method, path, body) => await callSimulator(stackOf().simulator.url, method, `/simulator/${path}`, body),
		newCustomer: () => customerOf(stackOf().chat.url, `customer-${++count}`),
		async connected(customer) {
			const chat = await queued(customer);
			await act(chat, 'accept');
			await eventually('the customer sees who has joined', async () => await customer.sees('has joined the chat'));
			return chat;
		},
		async handover(customer, more) {
			const textsSeen = async () => (await customer.bubbles()).flatMap(({ sender, text }) => (sender === 'customer' || !text ? [] : [text]));
			const before = await textsSeen();
			const newTexts = async () => {
				const texts = await textsSeen();
				return before.reduce((left, text) => left.toSpliced(left.indexOf(text), 1), texts).sort();
			};
			const reads = async (words: string) =>
				await eventually(`the customer reads "${words}"`, async () => (await newTexts()).some((text) => text.includes(words)));
			await write(customer, ASKING, more);
			const chat = await waits(customer, 'queued', 'alerting');
			for (const words of ['I am connecting you', 'We are looking for an agent']) await reads(words);
			await act(chat, 'accept');
			await reads('has joined the chat');
			await act(chat, 'end');
			await reads('The bot is back');
			return (await newTexts()).filter((text) => !/You are in line|has left the chat/.test(text));
		},
		async agentReads(customer, words) {
			await eventually(`the agent reads "${words}"`, async () => await desk().shows(customer, words));
		},
		agentSays: async (chat, text) => await act(chat, 'messages', { text }),
	};
}

/** Defines the test of a second handover, which is the same for every workflow that these customers write to. */
export function testSecondHandover({ newCustomer, handover, chatsOf }: QuickStartCustomers): void {
	test.each([
		['a channel', {}],
		['a channel without message IDs', { messageId: undefined }],
	])('%s shows the same messages for a second handover in the same conversation', async (_, more) => {
		const customer = newCustomer();
		const first = await handover(customer, more);
		expect(first).toHaveLength(4);
		expect(await handover(customer, more)).toEqual(first);
		expect(await chatsOf(customer)).toHaveLength(1);
	});
}

/** What the customer wrote in a conversation. */
export const customerTexts = (chat: DeskChat) => chat.messages.flatMap(({ from, text }) => (from === 'customer' ? [text] : []));
