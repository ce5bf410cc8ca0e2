import { deskOf, eventually } from '../../demo/people.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { agentFor, type Agent } from './agent.mts';
import type { SentFile } from './form.mts';
import { expectSame, fileAt } from './pictures.mts';
import type { OwnStack } from './stack.mts';

/** Customers who write to an example's bot in a messaging app, and what a test sees of them. */

/** The mocked messaging app. Its customers have the IDs that Genesys Cloud gets. */
export interface MessagingApp {
	/** Returns what the app delivered, which can be delivered again. */
	says(customer: string, text: string): Promise<object>;
	deliver(delivery: object): Promise<void>;
	/** Polls until the app has sent this text to the customer. */
	shows(customer: string, words: string): Promise<object>;
	/** What the customer received, oldest first: the text, or the kind of a file. */
	textsTo(customer: string): string[];
	/** The files that the customer received, oldest first. */
	filesTo(customer: string): SentFile[];
	refusal: object | undefined;
}

export interface Channel {
	app: MessagingApp;
	stack: OwnStack;
	workflowId: string;
}

/** A file that an agent received. */
export interface ReceivedFile {
	mime: string;
	/** Of its message. */
	text: string;
	bytes: Buffer;
}

export interface ChannelCustomers {
	/** The customer's message that asks for an agent. */
	asking: string;
	channel(): Channel;
	newCustomer(): string;
	/** A customer whose conversation an agent has accepted. */
	connected(customer?: string): Promise<{ customer: string; agent: Agent }>;
	/** The customer's texts in each conversation, newest conversation first. */
	chatsOf(customer: string): Promise<Array<Array<string | undefined>>>;
	botAnswers(customer: string): string[];
	theBotIsBack(customer: string): Promise<void>;
	newestExecution(): Promise<{ id: string; status: string }>;
	newExecutionFails(after: string): Promise<void>;
	simulator(method: string, path: string, body?: object): Promise<unknown>;
	/** Ends the failures that a test configured in the app and the simulator. */
	everythingWorks(): Promise<void>;
}

/** @param channel called when a test runs, because the channel starts after the tests are defined */
export function channelCustomers(asking: string, channel: () => Channel): ChannelCustomers {
	let count = 0;
	// A phone number that is also a valid Telegram chat ID.
	const newCustomer = () => String(491_511_000_000 + ++count);
	const simulator: ChannelCustomers['simulator'] = async (...call) => await callSimulator(channel().stack.simulator.url, ...call);
	const botAnswers = (customer: string) => channel().app.textsTo(customer).filter((text) => text.includes('I am the bot'));
	const newestExecution = async () => (await channel().stack.rest.executions(channel().workflowId))[0];
	return {
		asking,
		channel,
		newCustomer,
		simulator,
		botAnswers,
		newestExecution,
		async connected(customer = newCustomer()) {
			const { app, stack } = channel();
			const agent = agentFor(stack.simulator.url, customer);
			await app.says(customer, asking);
			await app.shows(customer, 'An agent will answer you here');
			await agent.accept();
			await app.shows(customer, 'has joined the chat');
			return { customer, agent };
		},
		chatsOf: async (customer) =>
			(await deskOf(channel().stack.simulator.url).chatsOf({ id: customer })).map(({ messages }) =>
				messages.flatMap(({ from, text }) => (from === 'customer' ? [text] : [])),
			),
		async theBotIsBack(customer) {
			const { app } = channel();
			await app.shows(customer, 'The bot is back');
			const before = botAnswers(customer).length;
			await app.says(customer, 'Are you there?');
			await eventually('the bot answers', async () => botAnswers(customer).length > before);
		},
		async newExecutionFails(after) {
			await eventually('the execution fails', async () => {
				const executions = await channel().stack.rest.executions(channel().workflowId);
				return executions.some(({ id, status }) => Number(id) > Number(after) && status === 'error');
			});
		},
		async everythingWorks() {
			channel().app.refusal = undefined;
			await simulator('DELETE', '/simulator/faults');
			await simulator('PATCH', '/simulator/settings', { downloadsNeedToken: false });
		},
	};
}

/** Expects the agent to get these customer files, in any order and byte for byte. */
export async function expectFiles(agent: Agent, files: ReceivedFile[]): Promise<void> {
	const shown = await agent.sees('all files', ({ messages }) => {
		const withFiles = messages.filter(({ attachments }) => attachments.length > 0);
		return withFiles.length === files.length && withFiles;
	});
	for (const { text, attachments } of shown) {
		const sent = files.find(({ mime }) => mime === attachments[0].mime);
		expect(text ?? '').toBe(sent?.text);
		expectSame((await fileAt(attachments[0].url)).bytes, sent?.bytes ?? Buffer.alloc(0));
	}
}
