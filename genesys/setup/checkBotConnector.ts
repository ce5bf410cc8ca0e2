import { credentialNameFor, getConfiguration, getCredential, isMadeHere, type Configuration } from '../botConnector/configuration';
import { getConnectorType, SCREENS } from '../botConnector/connectorType';
import { findBotConnector, getBotConnector } from '../botConnector/integrations';
import { GenesysApiError, InvalidInputError, RefusedError } from '../errors';
import { asText } from '../json';
import { BOT_PERMISSIONS } from '../oauth/permissions';
import { MIN_SECRET_LENGTH } from '../openMessaging/signature';
import { notOnTheWeb, notPublicReason } from '../urls';
import { checkBotList } from './botListCheck';
import type { BotSubject } from './botSubject';
import { checkBotUrl, unreachableBot } from './botUrlCheck';
import { finding, type Finding } from './findings';
import { checkPermissions, runChecks, type Check } from './runChecks';

const VIEW = 'integrations:integration:view';
/** In the order in which a customer's message meets them. */
const CHECKS: ReadonlyArray<Check<BotSubject>> = [
	{ sees: 'the permissions of the role', run: async ({ client, generation }) => await checkPermissions(client, BOT_PERMISSIONS[generation]) },
	{ permission: VIEW, sees: 'the integration', run: checkIntegration },
	{ permission: VIEW, sees: 'its configuration', run: checkConfiguration },
	{ sees: 'the URL of the bot', run: checkBotUrl },
	{ permission: 'integration:botconnector:view', sees: 'which bots Genesys Cloud knows', run: checkBotList },
];
const WHAT = 'Check setup';
const ADMIN = 'Admin › Integrations';

/** What is wrong between a Bot Connector and its trigger. It changes nothing, and starts no execution. */
export async function checkBotConnector(subject: BotSubject): Promise<Finding[]> {
	return await runChecks(subject, CHECKS, checkSecret(subject));
}

function checkSecret({ header: { secret: { length } } }: BotSubject): Finding[] {
	const advice = `Enter a random text of ${MIN_SECRET_LENGTH} characters or more as Secret in the Genesys Bot Connector credential, then run Setup: Provision.`;
	if (length >= MIN_SECRET_LENGTH) return [];
	if (length === 0) return [finding('secret.missing', 'The Genesys Bot Connector credential has no secret, so the trigger refuses every request.', { advice })];
	return [finding('secret.tooShort', `The secret of the Genesys Bot Connector credential has only ${length} characters, so the trigger refuses every request.`, { advice })];
}

async function checkIntegration(subject: BotSubject): Promise<Finding[]> {
	const { client, chosen, generation } = subject;
	const found = 'id' in chosen ? getBotConnector(client, chosen.id) : findBotConnector(client, chosen.name, generation);
	const integration = await found.catch((failure: unknown) => {
		// What is no ID at all is refused as such, by Genesys Cloud or before the call.
		if (failure instanceof InvalidInputError || (failure instanceof GenesysApiError && failure.status === 400)) return undefined;
		if (!(failure instanceof RefusedError && failure.code === 'ambiguous.name')) throw failure;
		return finding('integration.ambiguous', failure.message, { advice: failure.advice });
	});
	if (integration && 'severity' in integration) return [integration];
	const { type } = SCREENS[generation];
	if (integration?.generation !== generation) {
		const which = 'id' in chosen ? chosen.id : `"${chosen.name}"`;
		const advice = `Pick one from the list, or create one (${ADMIN}, or Setup: Provision).`;
		return [finding('integration.notFound', `There is no integration ${which} of the type ${type}.`, { advice })];
	}
	subject.integration = integration;
	const { name, isEnabled, state, reason } = integration;
	if (!isEnabled) return [finding('integration.inactive', `The integration "${name}" is not active, so Genesys Cloud does not call the bot.`)];
	if (state !== 'ERROR') return [];
	const advice = `Correct what it names in ${ADMIN}, or run Setup: Provision.`;
	return [finding('integration.failed', `Genesys Cloud cannot run the integration "${name}"${reason ? `: ${reason}` : ''}`, { advice })];
}

async function checkConfiguration(subject: BotSubject): Promise<Finding[]> {
	const { client, integration, generation, isOwnOrigin } = subject;
	if (!integration) return [];
	const { uriKey, credentialSlot } = await getConnectorType(client, generation);
	const configuration = await getConfiguration(client, integration.id, WHAT);
	const url = asText(configuration.properties[uriKey])?.trim();
	const header = await checkHeader(subject, configuration, credentialSlot);
	const property = SCREENS[generation].uri;
	if (url === undefined) return [finding('bot.urlMissing', `The integration "${integration.name}" has no ${property}, so Genesys Cloud calls nobody.`), ...header];
	const reason = isOwnOrigin ? notOnTheWeb(url) : notPublicReason(url);
	if (reason !== undefined) return [unreachableBot(subject, url, reason), ...header];
	subject.url = url;
	return header;
}

/** The value of the header cannot be read; of what Setup: Provision has entered, the credential's name tells. */
async function checkHeader({ client, integration, header }: BotSubject, configuration: Configuration, slot: string): Promise<Finding[]> {
	const credential = await getCredential(client, configuration, slot, WHAT);
	const sends = `The integration "${integration?.name}" sends`;
	if (!credential) return [finding('header.missing', `${sends} no header, so the trigger refuses every request.`)];
	if (!isMadeHere(credential) || credential.name === credentialNameFor(header)) return [];
	return [finding('header.changed', `${sends} another header or secret than this credential has: it has changed since Setup: Provision entered it.`)];
}
