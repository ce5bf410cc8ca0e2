import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from './stack.mts';
import { callSimulator } from './simulator.mts';

/** A chat as the simulator's agent desk shows it. */
interface DeskConversation {
	id: string;
	state: string;
	customer: { id: string; attributes: Record<string, string> };
	messages: Array<{ from: string; text?: string }>;
}

const CUSTOMER = 'scripted-customer';
const STEP_TIMEOUT_MS = 30_000;

/**
 * Plays a whole hand-over without a person, on both sides: the customer through the chat page's server, the agent
 * through the simulator's desk. Every step is something that was seen, not something that was sent.
 *
 * @throws Error naming the first step that was not seen in time
 */
export async function playHandover({ simulator, chat }: Stack, report: (step: string) => void): Promise<void> {
	const say = async (text: string) => await post(`${chat.url}/customers/${CUSTOMER}/messages`, { text, name: 'Ada' });
	const desk = async () => {
		const { conversations } = await callSimulator<{ conversations: DeskConversation[] }>(simulator.url, 'GET', '/simulator/state');
		return conversations.filter(({ customer }) => customer.id === CUSTOMER);
	};
	const agent = async (id: string, action: string, body: object = {}) =>
		await callSimulator(simulator.url, 'POST', `/simulator/conversations/${id}/${action}`, body);
	const history = async () =>
		(await get<{ messages: Array<{ sender: string; text?: string }> }>(`${chat.url}/customers/${CUSTOMER}/messages`)).messages;
	const customerSees = async (words: string) => {
		const messages = await history();
		return messages.some(({ sender, text }) => sender !== 'customer' && text?.includes(words));
	};
	const seen = async <T,>(step: string, look: () => Promise<T | undefined | false>): Promise<T> => {
		const deadline = Date.now() + STEP_TIMEOUT_MS;
		for (;;) {
			const found = await look();
			if (found) {
				report(step);
				return found;
			}
			if (Date.now() > deadline) throw new Error(`Not seen: ${step}`);
			await delay(200);
		}
	};

	await say('What are your opening hours?');
	await seen('the bot answers the customer', async () => await customerSees('Monday to Friday'));

	await say('Can I talk to a person, please?');
	await seen('the customer is told that a person is coming', async () => await customerSees('connecting you'));
	const waiting = await seen('the chat waits in Genesys Cloud', async () => (await desk()).find(({ state }) => state === 'queued'));
	await seen('the agent sees the question, the transcript and the data', async () => {
		const question = waiting.messages[0]?.text ?? '';
		return question.includes('talk to a person') && question.includes('opening hours') && waiting.customer.attributes.queueName === 'Support';
	});

	await agent(waiting.id, 'accept');
	await agent(waiting.id, 'messages', { text: 'Hello Ada, this is a person. How can I help?' });
	await seen("the agent's answer reaches the customer", async () => await customerSees('this is a person'));

	await say('My parcel is open and something is missing.');
	await seen('the customer writes back to the agent', async () =>
		(await desk()).some(({ messages }) => messages.some(({ from, text }) => from === 'customer' && text?.includes('something is missing'))),
	);
	await seen('the bot stays silent while the agent has the chat', async () => {
		const messages = await history();
		return messages.at(-1)?.sender === 'customer';
	});

	await post(`${chat.url}/customers/${CUSTOMER}/end`, {});
	await seen('the hand-over has ended in Genesys Cloud', async () => (await desk()).find(({ state }) => state === 'ended'));
	await seen('the customer is told that the bot is back', async () => await customerSees('I am the bot again'));

	await say('Can you track my order?');
	await seen('the bot answers again', async () => await customerSees('order 4711'));
}

async function post(url: string, body: object): Promise<void> {
	const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
	if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
}

async function get<T>(url: string): Promise<T> {
	return (await (await fetch(url)).json()) as T;
}
