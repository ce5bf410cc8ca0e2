import { accept, closeBy, decline, legOf, offer, requireStep, transfer, wrapUp } from '../conversations/lifecycle.mts';
import { holderOf } from '../conversations/model.mts';
import type { Conversation, Participant } from '../conversations/model.mts';
import { destinationOf, sendMessage } from '../conversations/outbound.mts';
import type { Agent } from '../directory/directory.mts';
import { badRequest, conflict, notFound } from '../http/apiError.mts';
import { isFilledText, isObject, textOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { newId } from '../ids.mts';
import { isTypingOn } from '../messaging/messagingSetting.mts';
import type { World } from '../world.mts';
import { typingPayload } from '../webhook/payload.mts';
import { notify } from '../webhook/sender.mts';
import { SECOND_AGENT_ACTIONS } from './secondAgentActions.mts';

/** Input of a desk action. */
export interface Scene {
	world: World;
	conversation: Conversation;
	/** The agent in the call. */
	named: Agent | undefined;
	body: JsonObject;
}

/** The agent in the call, in the conversation, or the first one. */
function actor({ world, conversation, named }: Scene): Agent {
	const holder = holderOf(conversation)?.userId;
	const agent = named ?? world.agents.find(({ id }) => id === holder) ?? world.agents[0];
	if (!agent) throw notFound('The agent');
	return agent;
}

/** The agent's leg in a connected or alerting conversation. */
function ownLeg(scene: Scene): Participant {
	const leg = legOf(scene.conversation, actor(scene));
	if (!leg) throw conflict('The chat belongs to another agent.');
	return leg;
}

/** The leg of an agent who is connected to the customer. */
function speakingLeg(scene: Scene): Participant {
	requireStep(scene.conversation, 'speak');
	const leg = ownLeg(scene);
	if (leg.state !== 'connected') throw conflict('The agent has not accepted the chat.');
	if (leg.consulting) throw conflict("A consulted agent doesn't talk to the customer.");
	return leg;
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
	if (!Array.isArray(value) || !value.every(isObject)) throw badRequest('"content" must be a list of content items.');
	return value;
}

function speak(scene: Scene): void {
	const { world, conversation, body } = scene;
	const participant = speakingLeg(scene);
	const content = [...attachmentContent(body['attachment']), ...rawContent(body['content'])];
	const text = textOf(body['text']) ?? '';
	if (text === '' && content.length === 0) throw badRequest('A message needs "text", "attachment", or "content".');
	const { type } = body;
	if (type !== undefined && type !== 'Text' && type !== 'Structured')
		throw badRequest('"type" must be Text or Structured.');
	sendMessage(world, destinationOf(world, conversation), conversation, {
		from: 'agent',
		participant,
		text,
		content,
		...(type && { type }),
	});
}

function typing(scene: Scene): void {
	const { world, conversation } = scene;
	speakingLeg(scene);
	const integration = destinationOf(world, conversation);
	if (!integration || !isTypingOn(world, integration, 'outbound')) return;
	notify(world, integration, typingPayload(integration, conversation, world.settings.typingDurationMs));
}

function toQueue(scene: Scene): void {
	const { world, conversation, body, named } = scene;
	if (named && holderOf(conversation)) ownLeg(scene);
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
	const { durationSeconds } = body;
	wrapUp(world, conversation, leg, {
		code: textOf(body['code']) ?? 'Done',
		notes: textOf(body['notes']),
		durationSeconds: typeof durationSeconds === 'number' ? durationSeconds : undefined,
	});
}

/** Agents' actions, by the last part of the path. */
export const AGENT_ACTIONS: Record<string, (scene: Scene) => void> = {
	offer: (scene) => void offer(scene.world, scene.conversation, actor(scene)),
	accept: (scene) => accept(scene.world, scene.conversation, actor(scene)),
	decline: (scene) => decline(scene.world, scene.conversation, ownLeg(scene)),
	messages: speak,
	typing,
	transfer: toQueue,
	end: (scene) => {
		requireStep(scene.conversation, 'end');
		closeBy(scene.world, scene.conversation, ownLeg(scene));
	},
	wrapup,
	...SECOND_AGENT_ACTIONS,
};
