import type { HttpResponse } from '../apiError';
import { GenesysUnreachableError } from '../errors';
import { asArray, asObject, asObjects, asText, type JsonObject } from '../json';
import { GENERATIONS, type Generation } from './bot';
import { botsUrlsFor } from './botUrl';
import { HEADER_REFUSED, headerValueOf, type HeaderSecret } from './headerSecret';

/** A bot as known to Genesys Cloud or a trigger. Languages and intents are missing if only the versions are known. */
export interface KnownBot {
	id: string;
	name: string;
	versions: Array<{ version: string; languages?: string[]; intents?: string[] }>;
}

/**
 * `strangerTrigger` is a trigger of this package that rejects the header. `n8n` has no published workflow at the URL. `urlWanted`
 * is the URL that the trigger expects, and `bot` is missing if it was called at another one.
 */
export type BotProbeAnswer =
	| { from: 'trigger'; generation: Generation; bot?: KnownBot; urlWanted?: string }
	| { from: 'strangerTrigger' }
	| { from: 'n8n' }
	| { from: 'other'; status: number }
	| { from: 'nobody'; reason: string };

/** Gets JSON without following redirects. Returns every HTTP response regardless of its status, or the error if there was none. */
export type GetJson = (url: string, headers: Record<string, string>) => Promise<HttpResponse | GenesysUnreachableError>;

/**
 * Requests the bot from the trigger at a Bot Connector's URL, the way Genesys Cloud does. Doesn't start an execution. The header
 * contains the secret, so it is sent only if a request without it gets the response of this package's trigger. Never throws.
 */
export async function probeBot(get: GetJson, { url, generation }: { url: string; generation: Generation }, header: HeaderSecret): Promise<BotProbeAnswer> {
	const [first, ...others] = botsUrlsFor(generation, url);
	const answer = await ask(get, first, header);
	if (answer.from !== 'n8n') return answer;
	for (const other of others) {
		const there = await ask(get, other, header);
		if (there.from === 'trigger') return there;
	}
	return answer;
}

async function ask(get: GetJson, botsUrl: string, header: HeaderSecret): Promise<BotProbeAnswer> {
	const stranger = judge(await get(botsUrl, {}));
	// A server that returns its bots without the header isn't a trigger of this package.
	if (stranger.from === 'trigger') return { from: 'other', status: 200 };
	return stranger.from === 'strangerTrigger' ? judge(await get(botsUrl, { [header.headerName]: headerValueOf(header) })) : stranger;
}

function judge(response: HttpResponse | GenesysUnreachableError): BotProbeAnswer {
	if (response instanceof GenesysUnreachableError) return { from: 'nobody', reason: response.message };
	const { status } = response;
	const body = asObject(response.body) ?? {};
	const [bot] = knownBotsIn(body.entities);
	if (bot && status === 200) return { from: 'trigger', generation: 'digitalBotConnector', bot };
	// The trigger returns 404 for bots that the Digital Bot Connector must not accept.
	const [generation] = GENERATIONS.filter((each) => each === body.generation);
	if (generation && status === 404) return { from: 'trigger', generation, bot, urlWanted: asText(body.url) };
	const message = asText(body.message) ?? '';
	if (status === 401 && message === HEADER_REFUSED) return { from: 'strangerTrigger' };
	if (status === 429 || status >= 500) return { from: 'nobody', reason: `it answered ${status}` };
	// 'The requested webhook "GET …" is not registered.', or 'This webhook is not registered for GET requests. …'
	if (status === 404 && message.includes('is not registered')) return { from: 'n8n' };
	return { from: 'other', status };
}

/** Reads the bots of a list in either generation's format. */
export function knownBotsIn(list: unknown): KnownBot[] {
	return asObjects(list).flatMap((bot) => {
		const id = asText(bot.id);
		return id === undefined ? [] : [{ id, name: asText(bot.name) ?? id, versions: asObjects(bot.versions).flatMap(toVersion) }];
	});
}

function toVersion({ version, supportedLanguages, intents }: JsonObject): KnownBot['versions'] {
	const name = asText(version);
	if (name === undefined) return [];
	const languages = Array.isArray(supportedLanguages) ? asArray(supportedLanguages).flatMap((language) => asText(language)?.toLowerCase() ?? []) : undefined;
	const names = Array.isArray(intents) ? asObjects(intents).flatMap((intent) => asText(intent.name) ?? []) : undefined;
	return [{ version: name, languages, intents: names }];
}
