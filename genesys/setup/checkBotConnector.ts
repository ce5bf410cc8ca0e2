import { credentialNameFor, getCredential, isMadeHere } from '../botConnector/configuration';
import { getConnectorType, SCREENS } from '../botConnector/connectorType';
import { findBotConnector, getBotConnector } from '../botConnector/integrations';
import { asText } from '../json';
import { BOT_PERMISSIONS } from '../oauth/permissions';
import { MIN_SECRET_LENGTH } from '../openMessaging/signature';
import { getConfiguration, type Configuration } from '../platformIntegrations';
import { checkBotList } from './botListCheck';
import type { BotSubject } from './botSubject';
import { checkBotUrl, unreachableBot } from './botUrlCheck';
import { findChosen } from './chosenIntegrationCheck';
import { finding, type Finding } from './findings';
import { checkPermissions, runChecks, type Check } from './runChecks';
import { uncallableReason } from './triggerUrl';

const VIEW = 'integrations:integration:view';
/** In the order in which a customer's message passes them. */
const CHECKS: ReadonlyArray<Check<BotSubject>> = [
	{ sees: 'the permissions of the role', run: async ({ client, generation }) => await checkPermissions(client, BOT_PERMISSIONS[generation]) },
	{ permission: VIEW, sees: 'the integration', run: checkIntegration },
	{ permission: VIEW, sees: 'its configuration', run: checkConfiguration },
	{ sees: 'the URL of the bot', run: checkBotUrl },
	{ permission: 'integration:botconnector:view', sees: 'the list of bots in Genesys Cloud', run: checkBotList },
];
const WHAT = 'Check setup';

/** Finds problems between a Bot Connector and its trigger, without changing anything or starting an execution. */
export async function checkBotConnector(subject: BotSubject): Promise<Finding[]> {
	return await runChecks(subject, CHECKS, checkSecret(subject));
}

function checkSecret({ header: { secret: { length } } }: BotSubject): Finding[] {
	const advice = `Enter random text of ${MIN_SECRET_LENGTH} characters or more as Secret in the Genesys Bot Connector credential, then run Setup: Provision.`;
	if (length >= MIN_SECRET_LENGTH) return [];
	if (length === 0) return [finding('secret.missing', 'The Genesys Bot Connector credential has no secret, so the trigger rejects every request.', { advice })];
	return [finding('secret.tooShort', `The secret of the Genesys Bot Connector credential has only ${length} characters, so the trigger rejects every request.`, { advice })];
}

async function checkIntegration(subject: BotSubject): Promise<Finding[]> {
	const { client, chosen, generation } = subject;
	const { integration, findings } = await findChosen(chosen, {
		type: SCREENS[generation].type,
		inactive: "Genesys Cloud doesn't call the bot",
		byId: async (id) => {
			const found = await getBotConnector(client, id);
			return found?.generation === generation ? found : undefined;
		},
		byName: async (name) => await findBotConnector(client, name, generation),
	});
	subject.integration = integration;
	return findings;
}

async function checkConfiguration(subject: BotSubject): Promise<Finding[]> {
	const { client, integration, generation, isOwnOrigin } = subject;
	if (!integration) return [];
	const { uriKey, credentialSlot } = await getConnectorType(client, generation);
	const configuration = await getConfiguration(client, integration.id, WHAT);
	const url = asText(configuration.properties[uriKey])?.trim();
	const header = await checkHeader(subject, configuration, credentialSlot);
	const property = SCREENS[generation].uri;
	if (url === undefined) return [finding('bot.urlMissing', `The integration "${integration.name}" has no ${property}, so Genesys Cloud doesn't call a bot.`), ...header];
	const reason = uncallableReason(url, isOwnOrigin);
	if (reason !== undefined) return [unreachableBot(subject, url, reason), ...header];
	subject.url = url;
	return header;
}

/** The header's value can't be read, but the name of a credential created by Setup: Provision contains its fingerprint. */
async function checkHeader({ client, integration, header }: BotSubject, configuration: Configuration, slot: string): Promise<Finding[]> {
	const credential = await getCredential(client, configuration, slot, WHAT);
	const sends = `The integration "${integration?.name}" sends`;
	if (!credential) return [finding('header.missing', `${sends} no header, so the trigger rejects every request.`)];
	if (!isMadeHere(credential) || credential.name === credentialNameFor(header)) return [];
	return [finding('header.changed', `${sends} a different header or secret than this credential: it changed after Setup: Provision was last run.`)];
}
