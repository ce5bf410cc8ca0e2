import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { toItem, type Answer } from '../../../../genesys/botConnector/answer';
import { sendOutgoing } from '../../../../genesys/botConnector/outgoing';
import type { GenesysClient } from '../../../../genesys/client';
import { InvalidInputError, RefusedError } from '../../../../genesys/errors';
import { optionsProperty } from '../../../shared/descriptions';
import { openTurns } from '../../../shared/openTurns';
import { parametersOf } from '../../../shared/parameters';
import { utteranceOf, type Utterance } from '../../../shared/utterance';
import { canWait } from '../../../shared/waiting';
import { isTool, type Operation } from '../operation';
import { answerIn, contentOptions, contentProperties } from './content';

export const reply: Operation = {
	name: 'Reply',
	description: "Answer the customer's message as the bot of a Genesys Bot Connector Trigger",
	action: 'Reply as bot',
	toolDescription: "Answers the customer in the bot's conversation with a text, or ends the bot's session with an intent, such as handing over to a human agent. Use it once, as your last step. If the result has sayNothingMore, the customer has received your reply, so don't write anything else. If it fails, fix what the error message says and try again.",
	properties: [
		...contentProperties,
		optionsProperty([
			contentOptions.confidence,
			{
				displayName: 'Message ID', name: 'messageId', type: 'string', default: '',
				description: "ID of the message to answer. If empty, the reply answers the trigger's message or, in a sub-workflow, the session's latest message.",
			},
			contentOptions.replyMessages,
			{
				displayName: 'Session ID', name: 'botSessionId', type: 'string', default: '', placeholder: 'e.g. {{ $json.botSessionId }}',
				description: "The trigger's botSessionId, required only in a sub-workflow",
			},
			contentOptions.slotsJson,
		]),
	],

	async execute(context, client, itemIndex) {
		const parameters = parametersOf(context, itemIndex);
		const options = parameters.fields('options');
		const utterance = utteranceOf(context);
		const givenSession = options.id('botSessionId', 'Session ID');
		const botSessionId = givenSession || utterance.botSessionId;
		if (botSessionId === '') {
			throw new InvalidInputError('Session ID', 'No Genesys Bot Connector Trigger comes before this node', 'Start the workflow with it. In a sub-workflow, enter its botSessionId as Session ID under Options.');
		}
		// This workflow's trigger has no data about another session.
		const known = botSessionId === utterance.botSessionId ? utterance : undefined;
		const answer = answerIn(parameters, known ?? {});
		const messageId = options.id('messageId', 'Message ID') || known?.messageId || undefined;
		const item = { botSessionId, ...toItem(answer) } as IDataObject;
		const delivered = openTurns.settle({ botSessionId, messageId }, item) || (await sentOtherwise(context, client, answer, known));
		return { ...item, delivered, ...(delivered && isTool(context) && { sayNothingMore: true }) };
	},
};

/**
 * Handles a reply without an open turn in this process, such as in a queue-mode worker. The last node's item reaches Genesys
 * Cloud without our help, unless the execution waited before it. Any other Digital Bot Connector reply is sent as a separate message.
 *
 * @returns whether it was sent
 */
async function sentOtherwise(context: IExecuteFunctions, client: GenesysClient, answer: Answer, utterance: Utterance | undefined): Promise<boolean> {
	if (context.getMode() === 'manual') return false; // Manual execution with pinned data: no request is waiting.
	const before = context.getParentNodes(context.getNode().name, { includeNodeParameters: true });
	if (isLastNode(context) && !canWait(context, before)) return false;
	if (utterance?.generation === 'digitalBotConnector') {
		await sendOutgoing(client, utterance, answer, 'Reply');
		return true;
	}
	throw new RefusedError({
		code: 'turn.not.open',
		message: 'This n8n process has no open request for this reply',
		advice: "In queue mode, make Reply the workflow's last node: not a tool, and without a node before it that waits. Otherwise, check the Session ID. The message may already have an answer.",
	});
}

function isLastNode(context: IExecuteFunctions): boolean {
	return !isTool(context) && context.getChildNodes(context.getNode().name).every(({ disabled }) => disabled);
}
