import type { FrameLocator, Locator } from 'playwright-core';
import { eventually, type Bubble, type Customer, type Desk, type DeskChat } from '../people.mts';
import type { Stage } from './stage.mts';

/** The second half of the recording: a customer, the bot, an agent, and the bot again. */

export const TALK = 'talk';
export const CUSTOMER = 'customer';
export const DESK = 'desk';

/** Both sides, as they can be pointed at, and what they see. */
export interface Talk {
	stage: Stage;
	customer: Customer;
	desk: Desk;
}

export async function showHandover(talk: Talk): Promise<void> {
	const { stage, customer } = talk;
	const agent = stage.frame(DESK);
	await stage.show(TALK);
	await stage.caption('4. Try it: the customer is on the left, the agent on the right.', 2800);

	await say(talk, 'When are you open?');
	await bubbleOf(talk, 'the bot answers', ({ sender }) => sender === 'bot');
	await stage.caption('Your bot answers.', 2400);

	await stage.caption('The customer asks for an agent.');
	await say(talk, 'A cup arrived broken. Can I talk to an agent?');
	await chatIn(talk, 'alerting');
	await stage.caption('n8n starts the handover. Genesys Cloud routes it to an agent.', 3200);

	await stage.click(rowOf(agent));
	await stage.click(acceptButton(agent));
	await chatIn(talk, 'connected');
	const panel = agent.frameLocator('#widgets iframe:visible');
	await panel.locator('#suggestions li, #suggestions article').first().waitFor();
	await stage.caption('A second workflow fills the agent panel: customer data and suggested answers.', 4600);
	const send = panel.locator('#suggestions button').first();
	await stage.click(send);
	await bubbleOf(talk, "the agent's answer arrives", ({ sender }) => sender === 'agent');
	await stage.caption("The agent's answer reaches the customer through n8n.", 3200);

	await say(talk, 'Yes, it is. Thank you!');
	await stage.pause(900);
	await stage.caption('Agents send rich content, too.');
	await stage.click(agent.locator('#composer .rich'));
	const dialog = agent.locator('dialog.rich-content');
	await stage.click(dialog.locator('label', { has: agent.locator('[value="quickReplies"]') }));
	await stage.pause(900);
	await stage.click(dialog.locator('button[type="submit"]'));
	const reply = stage.frame(CUSTOMER).locator('.replies button').last();
	await reply.waitFor();
	await stage.caption('The customer taps a quick reply.', 1500);
	await stage.click(reply);
	await stage.pause(2000);

	await endByAgent(talk);
	await stage.caption('The agent ends the conversation. The bot is back.', 3200);
	const before = (await customer.bubbles()).length;
	await say(talk, 'What else can you do?');
	await eventually('the bot answers again', async () => (await customer.bubbles()).slice(before).some(({ sender }) => sender === 'bot'));
	await stage.pause(3000);
	await stage.hidePointer();
}

/** Bot, agent, bot in some fifteen seconds. */
export async function showShortHandover(talk: Talk): Promise<void> {
	const { stage } = talk;
	const agent = stage.frame(DESK);
	await stage.caption('Your bot is talking to a customer…', 600);
	await say(talk, 'Can I talk to an agent?');
	await chatIn(talk, 'alerting');
	await stage.caption('…n8n hands over to Genesys Cloud…', 900);
	await stage.click(rowOf(agent));
	await stage.click(acceptButton(agent));
	await chatIn(talk, 'connected');
	await stage.caption('…an agent answers…');
	await stage.type(agent.locator('#composer textarea'), 'Hello Ada! How can I help?');
	await stage.click(agent.locator('#composer button.primary'));
	await bubbleOf(talk, "the agent's answer arrives", ({ sender }) => sender === 'agent');
	await stage.pause(1500);
	await endByAgent(talk);
	await stage.caption('…and the bot is back.', 2200);
	await stage.hidePointer();
}

async function say({ stage, customer }: Talk, text: string): Promise<void> {
	const page = stage.frame(CUSTOMER);
	await stage.type(page.locator('#text'), text);
	await stage.click(page.locator('#send'));
	await eventually(`the customer has written "${text}"`, async () => (await customer.bubbles()).some((bubble) => bubble.text === text));
	await stage.pause(700);
}

async function endByAgent(talk: Talk): Promise<void> {
	await talk.stage.click(talk.stage.frame(DESK).locator('#chat-header .danger'));
	await chatIn(talk, 'ended');
	await bubbleOf(talk, 'the customer reads that the bot is back', ({ event }) => event === 'conversationEnded');
}

const rowOf = (desk: FrameLocator): Locator => desk.locator('#chats .row').first();
const acceptButton = (desk: FrameLocator): Locator => desk.locator('#chat-header .primary');

async function chatIn({ desk, customer }: Talk, state: DeskChat['state']): Promise<void> {
	await eventually(`the chat is ${state}`, async () => (await desk.chatsOf(customer)).some((chat) => chat.state === state));
}

async function bubbleOf({ customer }: Talk, what: string, isIt: (bubble: Bubble & { event?: string }) => boolean): Promise<void> {
	await eventually(what, async () => (await customer.bubbles()).some(isIt));
}
