import { accept, decline, endConversation, offer, requireStep, transfer, wrapUp } from '../conversations/lifecycle.mts';
import { livePart } from '../conversations/model.mts';
import type { Conversation, Participant } from '../conversations/model.mts';
import { sendMessage } from '../conversations/outbound.mts';
import type { Agent } from '../directory/directory.mts';
import { badRequest, conflict, notFound } from '../http/apiError.mts';
import { isFilledText, isObject, textOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { newId } from '../ids.mts';
import type { Integration } from '../integrations/integration.mts';
import type { World } from '../world.mts';
import { typingPayload } from '../webhook/payload.mts';
import { notify } from '../webhook/sender.mts';

/** What a desk action works on. */
export interface Scene {
	world: World;
	conversation: Conversation;
	/** The agent whom the call names. */
	named: Agent | undefined;
	body: JsonObject;
}

/** The agent whom the call names, else the one who has the chat, else the first one. */
function actor({ world, conversation, named }: Scene): Agent {
	const holder = livePart(conversation, 'agent')?.userId;
	const agent = named ?? world.agents.find(({ id }) => id === holder) ?? world.agents[0];
	if (!agent) throw notFound('The agent');
	return agent;
}

/** The agent's own leg in a connected chat. */
function ownLeg(scene: Scene): Participant {
	const leg = livePart(scene.conversation, 'agent');
	if (!leg || leg.userId !== actor(scene).id) throw conflict('The chat belongs to another agent.');
	return leg;
}

function integrationOf({ world, conversation }: Scene): Integration {
	const integration = world.integrations.get(conversation.integrationId);
	if (!integration) throw conflict('The integration of this conversation was deleted.');
	return integration;
}

function mediaTypeOf(mime: string): string {
	const [kind] = mime.split('/');
	return { image: 'Image', video: 'Video', audio: 'Audio' }[kind ?? ''] ?? 'File';
}

function attachmentContent(value: unknown): JsonObject[] {
	if (value === undefined || value === null) return [];
	if (!isObject(value) || !isFilledText(value['url'])) throw badRequest('"attachment" needs a "url".');
	const mime = textOf(value['mime']) ?? 'application/octet-stream';
	const size = value['contentSizeBytes'];
	const attachment = {
		id: newId(),
		mediaType: mediaTypeOf(mime),
		url: value['url'],
		mime,
		filename: textOf(value['filename']) ?? 'file',
		...(typeof size === 'number' && { contentSizeBytes: size }),
	};
	return [{ contentType: 'Attachment', attachment }];
}

function rawContent(value: unknown): JsonObject[] {
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value) || !value.every(isObject)) throw badRequest('"content" is a list of content items.');
	return value;
}

function speak(scene: Scene): void {
	const { world, conversation, body } = scene;
	requireStep(conversation, 'speak');
	const participant = ownLeg(scene);
	const content = [...attachmentContent(body['attachment']), ...rawContent(body['content'])];
	const text = textOf(body['text']) ?? '';
	if (text === '' && content.length === 0) throw badRequest('A message needs "text", "attachment" or "content".');
	const { type } = body;
	if (type !== undefined && type !== 'Text' && type !== 'Structured')
		throw badRequest('"type" is Text or Structured.');
	sendMessage(world, integrationOf(scene), conversation, {
		from: 'agent',
		participant,
		text,
		content,
		...(type && { type }),
	});
}

function typing(scene: Scene): void {
	const { world, conversation } = scene;
	requireStep(conversation, 'speak');
	ownLeg(scene);
	const { typingOutbound, typingDurationMs } = world.settings;
	if (typingOutbound !== 'Enabled') return;
	const integration = integrationOf(scene);
	notify(world, integration, typingPayload(integration, conversation, typingDurationMs));
}

function toQueue(scene: Scene): void {
	const { world, conversation, body, named } = scene;
	if (named && livePart(conversation, 'agent')) ownLeg(scene);
	const { queueId, queueName } = body;
	const name = textOf(queueName)?.toLowerCase();
	const queue = world.queues.find((one) => one.id === queueId || one.name.toLowerCase() === name);
	if (!queue) throw notFound('The queue');
	transfer(world, conversation, queue);
}

function wrapup(scene: Scene): void {
	const { world, conversation, body } = scene;
	const agent = actor(scene);
	const leg = conversation.participants.findLast((part) => part.purpose === 'agent' && part.userId === agent.id);
	if (leg?.startAcwTime === undefined) throw conflict(`${agent.name} has no after-call work in this conversation.`);
	wrapUp(world, conversation, leg, textOf(body['code']) ?? 'Done', textOf(body['notes']));
}

/** What an agent can do with a chat, by the last part of the path. */
export const AGENT_ACTIONS: Record<string, (scene: Scene) => void> = {
	offer: (scene) => void offer(scene.world, scene.conversation, actor(scene)),
	accept: (scene) => accept(scene.world, scene.conversation, actor(scene)),
	decline: (scene) => {
		requireStep(scene.conversation, 'decline');
		ownLeg(scene);
		decline(scene.world, scene.conversation);
	},
	messages: speak,
	typing,
	transfer: toQueue,
	end: (scene) => {
		requireStep(scene.conversation, 'end');
		endConversation(scene.world, scene.conversation, ownLeg(scene), 'ended by the agent');
	},
	wrapup,
};
