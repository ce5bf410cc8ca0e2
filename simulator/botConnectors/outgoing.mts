import { ApiError, invalidValue, missingField } from '../http/apiError.mts';
import { isFilledText, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { newId } from '../ids.mts';
import { stateOfIntegration, takesAttachments } from '../platformIntegrations/platformIntegration.mts';
import type { PlatformIntegration } from '../platformIntegrations/platformIntegration.mts';
import type { World } from '../world.mts';
import { readDigitalAnswer } from './answer.mts';
import { InvalidAnswer } from './content.mts';
import { isOpen } from './session.mts';
import type { BotSession } from './session.mts';
import { fail, take } from './turn.mts';

/** Messages that a Digital Bot Connector's bot sends on its own, such as a late answer or a reminder. */

const STATES = ['MoreData', 'Complete', 'Failed'];
const REQUIRED = ['botId', 'botVersion', 'botSessionId', 'botState', 'languageCode'] as const;

const refusal = (code: string, message: string): ApiError => new ApiError(409, code, message);

/** The open session of a message and its active integration. @throws ApiError 409 with one of the five codes */
function sessionFor(world: World, body: JsonObject): { session: BotSession; integration: PlatformIntegration } {
	const session = world.botSessions.get(String(body['botSessionId']));
	if (session?.action.generation !== 'digitalBotConnector') {
		throw refusal('session.not.found', 'The bot session was not found.');
	}
	const { bot, integrationId } = session.action;
	const integration = world.platformIntegrations.get(integrationId);
	if (!integration || stateOfIntegration(world, integration) !== 'ACTIVE') {
		throw refusal('integration.not.active', 'The integration is not active.');
	}
	if (body['botId'] !== bot.id) throw refusal('session.bot.id.mismatch', 'The bot session belongs to another bot.');
	if (body['botVersion'] !== bot.version.version) {
		throw refusal('session.bot.version.mismatch', 'The bot session belongs to another version of the bot.');
	}
	if (!isOpen(session)) throw refusal('session.already.closed', 'The bot session is closed.');
	return { session, integration };
}

function send({ world, body: given }: ApiRequest): ApiAnswer {
	const body = objectOf(given);
	for (const field of REQUIRED) {
		if (!isFilledText(body[field])) throw missingField(field);
	}
	const { botState } = body;
	if (!STATES.includes(String(botState))) throw invalidValue(botState, 'botState', 'Enum', STATES);
	if (botState === 'Complete' && !isFilledText(body['intent'])) throw missingField('intent');
	const { session, integration } = sessionFor(world, body);
	try {
		take(world, session, readDigitalAnswer(body, session.action.bot.version, takesAttachments(world, integration)));
	} catch (problem) {
		if (!(problem instanceof InvalidAnswer)) throw problem;
		if (world.settings.digitalBotInvalidOutgoing === 'refused') {
			throw new ApiError(400, 'invalid.value', `The message is not valid: ${problem.message}.`);
		}
		fail(world, session, { errorType: 'ServiceProviderInvalidResponse', errorMessage: `${problem.message}.` });
	}
	return ok({ messageId: newId() });
}

export const outgoingRoutes: Route[] = [
	{
		method: 'post',
		path: '/api/v2/integrations/botconnectors/outgoing/messages',
		needs: { all: ['integration:botconnector:send'] },
		handle: send,
	},
];
