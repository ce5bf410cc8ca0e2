import type { Utterance } from '../botConnectors/utterance.mts';
import type { BotAction, BotSession } from '../botConnectors/session.mts';
import { limitSession, say } from '../botConnectors/turn.mts';
import { join, touch } from '../conversations/lifecycle.mts';
import { customerOf, displayName, livePart } from '../conversations/model.mts';
import type { Conversation, Customer, StoredMessage } from '../conversations/model.mts';
import { newConversation } from '../conversations/threading.mts';
import { byName } from '../directory/directory.mts';
import { newFlow } from '../flows/flow.mts';
import type { Flow } from '../flows/flow.mts';
import { newId, newMessageId } from '../ids.mts';
import type { World } from '../world.mts';
import { MESSENGER } from './deployment.mts';

/** A customer of web messaging, whose conversation runs a flow with one of the two bot actions. */
export interface MessengerChat {
	conversation: Conversation;
	action: BotAction;
	/** Starts with the customer's first message. */
	session?: BotSession;
}

/** The flow of the Messenger deployment. Each chat defines its action, so that each test can use a different one. */
function messengerFlow(world: World): Flow {
	const flow = byName(world.flows, MESSENGER.name) ?? newFlow({ name: MESSENGER.name });
	if (!world.flows.includes(flow)) world.flows.push(flow);
	return flow;
}

export function openChat(world: World, customer: Customer, action: BotAction): MessengerChat {
	const conversation = newConversation(world, MESSENGER.id, customer, 'webmessaging');
	const chat: MessengerChat = { conversation, action };
	world.messengerChats.set(conversation.id, chat);
	join(conversation, 'customer', displayName(customer));
	touch(world, conversation);
	return chat;
}

function note(world: World, conversation: Conversation, { text, buttonResponse }: Utterance): void {
	const id = newMessageId();
	const time = new Date().toISOString();
	const message: StoredMessage = {
		id,
		conversationId: conversation.id,
		from: 'customer',
		time,
		type: buttonResponse ? 'Structured' : 'Text',
		text,
		content: buttonResponse ? [{ contentType: 'ButtonResponse', buttonResponse }] : [],
		channel: { id: MESSENGER.id, platform: 'WebMessaging', type: 'Private', messageId: id, time },
		delivery: 'delivered',
		receipts: [],
	};
	conversation.messages.push(message);
	customerOf(conversation)?.messageIds.push(id);
	world.conversationOfMessage.set(id, conversation.id);
	touch(world, conversation);
}

function startSession(world: World, { conversation, action }: MessengerChat): BotSession {
	const flow = messengerFlow(world);
	const participant = join(conversation, 'workflow', flow.name, { flowId: flow.id });
	touch(world, conversation);
	const session: BotSession = {
		id: newId(),
		action,
		conversation,
		participant,
		turns: 0,
		running: Promise.resolve(),
		waiting: 0,
		sameAnswers: { key: '', count: 0 },
		slots: {},
		parameters: {},
	};
	world.botSessions.set(session.id, session);
	limitSession(world, session);
	return session;
}

/** The customer writes or clicks. The message goes to the bot, or to the agent after the handover. */
export function write(world: World, chat: MessengerChat, utterance: Utterance): void {
	const { conversation } = chat;
	note(world, conversation, utterance);
	chat.session ??= startSession(world, chat);
	// While the conversation waits or an agent has it, adding the message is enough.
	if (livePart(conversation, 'workflow')) say(world, chat.session, utterance);
}
