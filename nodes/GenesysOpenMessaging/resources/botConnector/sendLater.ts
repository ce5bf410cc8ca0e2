import type { INodeProperties } from 'n8n-workflow';
import { sendOutgoing } from '../../../../genesys/botConnector/outgoing';
import { InvalidInputError } from '../../../../genesys/errors';
import { withoutUndefined } from '../../../../genesys/json';
import { optionsProperty } from '../../../shared/descriptions';
import { parametersOf } from '../../../shared/parameters';
import { utteranceOf } from '../../../shared/utterance';
import type { Operation } from '../operation';
import { answerIn, contentOptions, contentProperties } from './content';

const ofTrigger = (displayName: string, name: string): INodeProperties => ({
	displayName, name, type: 'string', default: '', placeholder: `e.g. {{ $json.${name} }}`,
	description: `The trigger's ${name}, required only if the trigger is in another workflow`,
});

export const sendLater: Operation = {
	name: 'Send Later',
	description: 'Send a message to the customer while the session of a Digital Bot Connector is open',
	action: 'Send message later as bot',
	toolDescription: "Sends the customer an additional message, such as a note that something takes longer. Requires an open session of a Digital Bot Connector.",
	properties: [
		ofTrigger('Session ID', 'botSessionId'),
		ofTrigger('Bot ID', 'botId'),
		ofTrigger('Bot Version', 'botVersion'),
		ofTrigger('Language', 'language'),
		...contentProperties,
		optionsProperty([contentOptions.confidence, contentOptions.replyMessages, contentOptions.slotsJson]),
	],

	async execute(context, client, itemIndex) {
		const parameters = parametersOf(context, itemIndex);
		const utterance = utteranceOf(context);
		const given = (name: 'botSessionId' | 'botId' | 'botVersion' | 'language', displayName: string): string => {
			const id = parameters.id(name, displayName) || utterance[name];
			if (id !== '') return id;
			throw new InvalidInputError(displayName, `"${displayName}" is empty, and no Genesys Bot Connector Trigger comes before this node`, `Enter the ${name} that the trigger returned with the customer's message.`);
		};
		const session = {
			botId: given('botId', 'Bot ID'),
			botVersion: given('botVersion', 'Bot Version'),
			botSessionId: given('botSessionId', 'Session ID'),
			language: given('language', 'Language'),
		};
		// This workflow's trigger has no data about another session.
		const known = session.botSessionId === utterance.botSessionId ? utterance : undefined;
		if (known?.generation === 'botConnector') {
			throw new InvalidInputError('Session ID', "The Bot Connector doesn't support later messages", 'Use Reply, or the Digital Bot Connector.');
		}
		const answer = answerIn(parameters, known ?? {});
		const messageId = await sendOutgoing(client, session, answer, 'Send message later');
		const { botSessionId } = session;
		return withoutUndefined({ messageId, botSessionId, conversationId: known?.conversationId || undefined, botState: answer.botState });
	},
};
