import { eventually } from '../../demo/people.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { addConnector, answering, createBotWorkflow, DESCRIPTION, locator, type BotPlace, type Generation, type Node } from './botConnector.mts';

/** A customer's chat in the simulator's Messenger with a bot that is an n8n workflow. */

interface Chat {
	id: string;
	state: string;
	turnsRunning: number;
	outcome: { intent?: string; slots?: object; failure?: object } | null;
	messages: Array<{ from: string; text: string }>;
}

const messengerOf = ({ simulator }: BotPlace) => async (method: string, path = '', body?: object) =>
	await callSimulator<Chat>(simulator.url, method, `/simulator/messenger/conversations${path}`, body);

/** A published bot, and a customer's chat with it. */
export async function openBotChat(stack: BotPlace, generation: Generation, followers: Node[], parameters: object = {}) {
	const messenger = messengerOf(stack);
	const webhookId = crypto.randomUUID();
	const integrationId = await addConnector(stack, generation, webhookId);
	const { id } = await createBotWorkflow(stack, generation, { registerBot: true, integrationId: locator(integrationId), ...parameters }, followers, { webhookId });
	await stack.rest.publish(id);
	const opening = { integrationId, botId: DESCRIPTION.botId, parameters: { surveyId: '42' }, onIntent: { Escalate: { queue: 'Support' } } };
	const chat = await messenger('POST', '', opening);
	const look = async () => await messenger('GET', `/${chat.id}`);
	return {
		workflowId: id,
		look,
		botTexts: async () => (await look()).messages.flatMap(({ from, text }) => (from === 'bot' ? [text] : [])),
		say: async (text: string) => {
			await messenger('POST', `/${chat.id}/messages`, { text });
			await eventually(`"${text}" is answered`, async () => (await look()).turnsRunning === 0);
		},
	};
}

/** Hands over if asked for a human agent; otherwise repeats the message. */
export const BOT = answering(`={{ JSON.stringify($json.text === 'agent'
	? { botState: 'Complete', intent: 'Escalate', text: 'I connect you', slotValues: { orderNumber: '4711' } }
	: { output: $json.text + ' ' + $json.parameters.surveyId }) }}`);
