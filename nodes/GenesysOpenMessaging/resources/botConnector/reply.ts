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
	toolDescription: "Answers the customer in the bot's chat: the text of your reply, or the intent that the chat goes on with, such as handing over to a human agent. Use it once, as the last thing you do. When the result says sayNothingMore, the customer has your reply: write nothing further. When it fails, correct what the message names.",
	properties: [
		...contentProperties,
		optionsProperty([
			contentOptions.confidence,
			{
				displayName: 'Message ID', name: 'messageId', type: 'string', default: '',
				description: "Which message of the session is answered. Empty, the trigger's, or the session's latest.",
			},
			contentOptions.replyMessages,
			{
				displayName: 'Session ID', name: 'botSessionId', type: 'string', default: '', placeholder: 'e.g. {{ $json.botSessionId }}',
				description: "The trigger's botSessionId, for a sub-workflow. Empty, that of this workflow's trigger.",
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
			throw new InvalidInputError('Session ID', 'No Genesys Bot Connector Trigger comes before this node', 'Start the workflow with it, or in a sub-workflow give its botSessionId as Session ID under Options.');
		}
		// Of a session from elsewhere, the trigger of this workflow says nothing.
		const known = botSessionId === utterance.botSessionId ? utterance : undefined;
		const answer = answerIn(parameters, known ?? {});
		const messageId = options.id('messageId', 'Message ID') || known?.messageId || undefined;
		const item = { botSessionId, ...toItem(answer) } as IDataObject;
		const delivered = openTurns.settle({ botSessionId, messageId }, item) || (await sentOtherwise(context, client, answer, known));
		return { ...item, delivered, ...(delivered && isTool(context) && { sayNothingMore: true }) };
	},
};

/**
 * Where no turn is open in this process, as in a worker of n8n's queue mode: the item of the last node reaches Genesys Cloud
 * by itself, unless the execution was parked before it; any other reply of the Digital Bot Connector goes out as a message of its own.
 *
 * @returns whether it was sent
 */
async function sentOtherwise(context: IExecuteFunctions, client: GenesysClient, answer: Answer, utterance: Utterance | undefined): Promise<boolean> {
	if (context.getMode() === 'manual') return false; // Run by hand in the editor, with pinned data: nobody is waiting.
	const before = context.getParentNodes(context.getNode().name, { includeNodeParameters: true });
	if (isLastNode(context) && !canWait(context, before)) return false;
	if (utterance?.generation === 'digitalBotConnector') {
		await sendOutgoing(client, utterance, answer, 'Reply');
		return true;
	}
	throw new RefusedError({
		code: 'turn.not.open',
		message: 'This n8n process does not have the message that the reply answers',
		advice: "In queue mode, let Reply be the workflow's last node, no tool, and behind no node that waits for long: its item is the answer. Otherwise, check the Session ID: the message may be answered already.",
	});
}

function isLastNode(context: IExecuteFunctions): boolean {
	return !isTool(context) && context.getChildNodes(context.getNode().name).every(({ disabled }) => disabled);
}
