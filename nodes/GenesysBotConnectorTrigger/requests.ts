import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { toServedBot, type Bot, type Generation } from '../../genesys/botConnector/bot';
import { HEADER_REFUSED } from '../../genesys/botConnector/headerSecret';
import { readRequest, type Request } from '../../genesys/botConnector/utterance';
import { remember } from '../../genesys/freshCache';
import { asNumber } from '../../genesys/json';
import { aborted } from '../../genesys/time';
import { openTurns } from '../shared/openTurns';
import { endWith, rawBodyOf } from '../shared/reception';
import { takeOver } from '../shared/response';
import { canWait } from '../shared/waiting';
import { isAuthorized } from './access';
import { askedBy, botConnectorUri } from './addresses';
import { botOf, generationOf, parametersOf } from './bot';
import { senderOf } from './lateAnswers';
import { LIMITS } from './limits';
import { enter, leave } from './sessions';
import { Turn } from './turn';

const NOT_DIGITAL = "This trigger is set to Bot Connector, which doesn't fetch bots. Set Generation to Digital Bot Connector.";

/** Handles a request from Genesys Cloud: for the Digital Bot Connector's bot list, or with a customer's message. */
export async function takeRequest(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	// The body is read only if the request is from Genesys Cloud.
	if (!(await isAuthorized(context))) return endWith(context, 401, { message: HEADER_REFUSED });
	const asked = askedBy(context);
	if (asked.for === 'utterance') return await takeUtterance(context);
	if (asked.for === 'nothing') return endWith(context, 404, { message: "This URL doesn't exist" });
	if (asked.for === 'base' && generationOf(context) === 'digitalBotConnector') {
		const url = botConnectorUri(context);
		return endWith(context, 404, { message: `Enter ${url} as the Bot Connector URI`, generation: 'digitalBotConnector', url });
	}
	return serveBots(context, asked.for === 'bot' ? asked : {});
}

function serveBots(context: IWebhookFunctions, asked: { botId?: string }): IWebhookResponseData {
	const bot = toServedBot(botOf(context));
	// The Digital Bot Connector must not accept this bot, but Setup: Check still reads it.
	if (generationOf(context) === 'botConnector') {
		return endWith(context, 404, { message: NOT_DIGITAL, generation: 'botConnector', url: context.getNodeWebhookUrl('default'), entities: [bot] });
	}
	if (asked.botId === undefined) return endWith(context, 200, { entities: [bot] });
	return asked.botId === bot.id ? endWith(context, 200, bot) : endWith(context, 404, { message: 'No bot has this ID' });
}

/** Answers, given or pending, of this process's turns. A repeated request gets the same answer and starts no execution. */
const answers = new Map<string, Promise<object>>();
const MAX_REMEMBERED = 1_000;

async function takeUtterance(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const rawBody = await rawBodyOf(context);
	const [bot, generation] = [botOf(context), generationOf(context)];
	const read = readRequest(rawBody ?? Buffer.alloc(0), bot, generation);
	if ('problem' in read) {
		context.logger.warn(`Genesys Bot Connector Trigger: rejected a request from Genesys Cloud. ${read.problem}.`);
		return endWith(context, read.isOtherBot ? 404 : 400, { message: read.problem });
	}
	const { request } = read;
	const isTest = context.getMode() === 'manual';
	const sessionKey = JSON.stringify([context.getWorkflow().id, context.getNode().id, isTest, request.botSessionId]);
	const key = `${sessionKey}/${request.messageId}`;
	// Users often send the same sample repeatedly while testing.
	const before = isTest ? undefined : answers.get(key);
	if (before) return endWith(context, 200, await before);
	return begin(context, { request, bot, generation }, sessionKey, key);
}

type Asking = { request: Request; bot: Bot; generation: Generation };

function begin(context: IWebhookFunctions, { request, bot, generation }: Asking, sessionKey: string, key: string): IWebhookResponseData {
	const parameters = parametersOf(context);
	const holdingText = parameters.writtenText('holdingText', 'Holding Text');
	const limitMs = limitOf(generation, parameters.fields('options').value('answerWithin'));
	// Nothing fails beyond this point, so every remembered request is answered.
	let onAnswer: (body: object) => void = () => {};
	remember(answers, key, new Promise<object>((resolve) => (onAnswer = resolve)), MAX_REMEMBERED);
	const { session, isNew } = enter(sessionKey);
	if (Object.keys(request.parameters).length > 0) session.parameters = request.parameters;
	const mayWait = canWait(context, context.getChildNodes(context.getNode().name, { includeNodeParameters: true }));
	const respond = takeOver(context.getResponseObject(), (status, body) => {
		// If the workflow can wait, a reply after the wait still needs this turn.
		if (!mayWait) close();
		turn.finish(status, body);
	});
	const warn = (what: string) => context.logger.warn(`Genesys Bot Connector Trigger: ${what}`);
	const turn = new Turn({
		generation,
		bot,
		session,
		utterance: { text: request.text, parameters: session.parameters },
		holdingText,
		canWait: mayWait,
		respond: (body) => {
			onAnswer(body);
			respond(body);
		},
		sendLater: senderOf(context, request),
		onSessionOver: () => leave(sessionKey, session),
		onDropped: (reason) => warn(`a late answer was dropped because ${reason}`),
		onInvalid: (reason) => warn(`the workflow's answer is invalid, so the flow takes its failure path. ${reason}`),
	});
	const close = openTurns.open(request, (item) => turn.reply(item));
	if (session.kept && session.kept.botState !== 'MoreData') {
		close();
		turn.hold();
		return { noWebhookResponse: true };
	}
	void aborted(AbortSignal.timeout(limitMs)).then(() => turn.hold());
	const json = { ...request, parameters: { ...session.parameters }, isNewSession: isNew } as IDataObject;
	return { workflowData: [[{ json }]] };
}

function limitOf(generation: Generation, given: unknown): number {
	const { byDefault, max } = LIMITS[generation];
	return Math.min(Math.max(asNumber(given) ?? byDefault, 0.1), max) * 1000;
}
