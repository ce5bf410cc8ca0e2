import { customerOf, deskOf, eventually } from './people.mts';
import type { Stack } from './stack.mts';

/** The agent at the simulator's desk. */
const AGENT = 'Agent One';

/**
 * Plays both sides of a whole handover. Each step checks what the customer or agent sees, not what was sent.
 *
 * @throws Error with the first step that failed
 */
export async function playHandover({ simulator, chat }: Pick<Stack, 'simulator' | 'chat'>, report: (step: string) => void): Promise<void> {
	const customer = customerOf(chat.url, 'scripted-customer');
	const desk = deskOf(simulator.url);
	const chatIn = async (state: string) => (await desk.chatsOf(customer)).find((one) => one.state === state);
	const seen = async <T,>(step: string, look: () => Promise<T | undefined | false>): Promise<T> => {
		const found = await eventually(step, look);
		report(step);
		return found;
	};

	await customer.say('What are your opening hours?');
	await seen('the bot answers the customer', async () => await customer.sees('Monday to Friday'));

	await customer.say('Can I talk to a human agent, please?');
	await seen('the customer reads that an agent is coming', async () => await customer.sees('connecting you'));
	const waiting = await seen('the chat waits in Genesys Cloud', async () => await chatIn('queued'));
	await seen('the agent sees the question, in the queue that the workflow names', async () => {
		const { queueName } = waiting.customer.attributes;
		return waiting.messages[0]?.text?.includes('talk to a human agent') === true && queueName === 'Support';
	});

	await desk.act(waiting, 'accept');
	await seen('the customer sees which agent joined', async () => await customer.sees(`${AGENT} has joined the chat`));
	await desk.act(waiting, 'messages', { text: 'Hello Ada, this is Agent One. How can I help?' });
	await seen("the agent's answer reaches the customer", async () => await customer.sees('this is Agent One'));

	await customer.say('My parcel is open and something is missing.');
	await seen('the customer writes back to the agent', async () => await desk.shows(customer, 'something is missing'));
	await seen('the bot stays silent while the agent has the chat', async () => (await customer.bubbles()).at(-1)?.sender === 'customer');

	await desk.act(waiting, 'end');
	await seen('the agent closes the chat, and the customer reads that the bot is back', async () => await customer.sees('The bot is back'));
	await customer.say('What else can you do?');
	await seen('the bot answers again', async () => await customer.sees('connect you with an agent'));

	await customer.say('I would like to talk to an agent once more.');
	await seen('the customer reads again that an agent is coming', async () => (await customer.bubbles()).filter(({ text }) => text?.includes('connecting you')).length === 2);
	await seen('the chat waits again', async () => await chatIn('queued'));
	await customer.end();
	await seen('the customer ends it, and no conversation waits in Genesys Cloud', async () => !(await chatIn('queued')) && (await chatIn('ended')));
	await customer.say('When are you open?');
	await seen('the bot answers once more', async () => (await customer.bubbles()).filter(({ sender, text }) => sender === 'bot' && text?.includes('Monday')).length === 2);
}
