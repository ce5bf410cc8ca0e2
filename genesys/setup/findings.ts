import type { GenesysClient } from '../client';
import { sentence } from '../errors';
import type { Reference } from '../ids';
import type { OpenIntegration } from '../openMessaging/integrations';
import type { ProbeAnswer } from '../openMessaging/probe';
import { MIN_SECRET_LENGTH } from '../openMessaging/signature';
import type { Flow } from './flow';

/** What is checked. Each check adds what later checks need. */
export interface Subject {
	client: GenesysClient;
	chosen: { id: string } | { name: string };
	queueName: string; // If empty, the default queue of our flow, if the route leads to it.
	webhookSecret: string;
	previousWebhookSecret: string; // Empty, except during a rotation.
	isOwnOrigin: boolean; // A simulator or gateway delivers to any URL that n8n reaches.
	/** Sends a request signed with the webhook secret to a URL, and returns what answered. */
	probe: (url: string) => Promise<ProbeAnswer>;
	/** The URL that a webhook of another n8n would have on this one; `undefined` if the URL isn't a webhook's. */
	onThisN8n: (url: string) => string | undefined;
	/** Set by the checks: the integration, if it is ready; the route of its messages; the flow they go to. */
	integration?: OpenIntegration;
	route?: Reference;
	flow?: Flow;
}

/** `error`: messages don't get through. `warning`: they do, but something is missing or couldn't be checked. */
type Severity = 'error' | 'warning';

/** One problem with a setup. `code` is stable, because workflows switch on it. */
export interface Finding {
	code: keyof typeof FINDINGS;
	severity: Severity;
	what: string;
	advice: string;
	permission?: string; // The missing one.
}

const PLATFORMS = 'Admin › Message › Platforms';
const SECRET = `Enter random text of ${MIN_SECRET_LENGTH} characters or more as Webhook Secret in the Genesys Cloud credential, then run Integration: Update with Webhook Secret set to Replace.`;
const CONTENT = 'Allow them in the supported content profile: Admin › Message › Supported Content.';
const TYPING = 'Turn on typing indicators in the platform configuration: Admin › Message › Platform Configs.';

const WIDGET = 'Admin › Integrations, the integration, Configuration';

/** Severity and advice of each finding. If the advice is empty, it depends on the case. */
export const FINDINGS = {
	'secret.missing': ['error', SECRET],
	'secret.tooShort': ['error', SECRET],
	'login.failed': ['error', ''],
	'permission.missing': ['error', 'Add it to the role in Admin › Roles / Permissions.'],
	'check.failed': ['warning', ''],
	'integration.notFound': ['error', `Select one from the list, or create one (${PLATFORMS}, or Setup: Provision).`],
	'integration.ambiguous': ['error', ''],
	'integration.failed': ['error', `Delete the integration and create it again (${PLATFORMS}).`],
	'integration.unfinished': ['error', 'Check again in a minute. If it keeps happening, delete the integration and create it again.'],
	'content.noInbound': ['warning', CONTENT],
	'content.noOutbound': ['warning', CONTENT],
	'typing.inboundOff': ['warning', TYPING],
	'typing.outboundOff': ['warning', TYPING],
	'route.missing': ['error', 'Select a flow in Admin › Routing › Message Routing, or run Setup: Provision.'],
	'flow.missing': ['error', 'Select another flow in Admin › Routing › Message Routing, or run Setup: Provision.'],
	'flow.unpublished': ['error', 'Publish the flow in Architect › Flows: Inbound Message.'],
	'threading.merges': ['warning', 'To start a new conversation each time, set the threading window of Open Messaging to 0, in Admin › Message › Threading Timeline or with Setup: Provision. It applies to all Open Messaging integrations.'],
	'webhook.placeholder': ['error', 'Publish the workflow with the Genesys Open Messaging Trigger of this integration. The trigger then registers its URL.'],
	'webhook.unreachable': ['error', ''],
	'webhook.noAnswer': ['warning', ''],
	'webhook.notPublished': ['error', 'Publish the workflow with the Genesys Open Messaging Trigger of this integration. If another workflow had this webhook before, turn on Take Over Webhook.'],
	'webhook.notOurs': ['error', "Turn on Take Over Webhook in the trigger of this integration and publish its workflow. If the URL is already the trigger's, configure the proxy in front of n8n to pass /webhook/."],
	'webhook.moved': ['error', ''],
	'webhook.otherIntegration': ['error', ''],
	'webhook.secretDiffers': ['error', 'Select the same credential in that trigger and here. If you change the trigger, publish its workflow to register the secret.'],
	'webhook.secretChanged': ['error', ''],
	'integration.inactive': ['error', 'Activate it in Admin › Integrations, or run Setup: Provision.'],
	'header.missing': ['error', 'Run Setup: Provision, or enter the header of the credential in Admin › Integrations › Configuration › Credentials.'],
	'header.changed': ['error', 'Run Setup: Provision with this credential to update the header, or select the credential that Setup: Provision was last run with.'],
	'bot.urlMissing': ['error', "Run Setup: Provision, or enter the trigger's production URL in Admin › Integrations › Configuration › Properties."],
	'bot.urlWrong': ['error', ''],
	'bot.otherGeneration': ['error', 'Set Generation in that trigger to match the integration, and publish its workflow.'],
	'bot.notListed': ['error', ''],
	'bot.versionMissing': ['error', ''],
	'bot.languageMissing': ['error', ''],
	'bot.intentMissing': ['error', ''],
	'panel.otherRegion': ['error', 'Select the same region in both credentials.'],
	'panel.otherOrganization': ['error', "Enter this organization's ID as Organization ID in the Genesys Agent Panel credential."],
	'panel.urlMissing': ['error', 'Run Setup: Provision with the production URL of the Genesys Agent Panel Trigger.'],
	'panel.placeholderMissing': ['error', `Run Setup: Provision, or correct the Application URL (${WIDGET}).`],
	'panel.otherTypes': ['warning', `To show it there, add open or webmessaging under Communication Type Filtering (${WIDGET}), or run Setup: Provision.`],
	'panel.sandboxed': ['error', `Add them under Iframe Sandbox Options (${WIDGET}), or run Setup: Provision.`],
	'panel.noClipboard': ['warning', `Add it under Iframe Feature/Permissions Policy (${WIDGET}), or run Setup: Provision.`],
	'panel.noGroups': ['error', `Add the groups of your agents under Group Filtering (${WIDGET}), or run Setup: Provision.`],
	'panel.credential': ['error', 'Correct the Genesys Agent Panel credential.'],
	'panel.otherClient': ['error', 'Select the same Genesys Agent Panel credential in that trigger and here.'],
	'group.missing': ['error', `Select another group under Group Filtering (${WIDGET}), or run Setup: Provision.`],
	'group.empty': ['warning', 'Add agents to the group in Admin › Groups.'],
	'client.missing': ['error', 'Copy the Client ID from Admin › Integrations › OAuth into the credential, or run Setup: Provision to create an OAuth client.'],
	'client.grantType': ['error', 'Run Setup: Provision without a Client ID to create an OAuth client with the grant type Code Authorization, and enter its ID in the credential.'],
	'client.inactive': ['error', 'Activate it in Admin › Integrations › OAuth.'],
	'client.redirectMissing': ['error', 'Add the URL in Admin › Integrations › OAuth, or run Setup: Provision with this Client ID.'],
	'client.scopeMissing': ['error', 'Add the scopes in Admin › Integrations › OAuth, on the Scope tab, or run Setup: Provision with this Client ID.'],
	'queue.noneVisible': ['error', 'Assign the role in the division of your queues, on the Roles tab of the OAuth client (Admin › Integrations › OAuth) or of the signed-in user.'],
	'queue.notVisible': ['error', "Check the name in Admin › Queues, and assign the role in the queue's division, on the Roles tab of the OAuth client (Admin › Integrations › OAuth) or of the signed-in user."],
	'queue.noMembers': ['error', 'Add agents in Admin › Queues, on the Members tab.'],
} satisfies Record<string, [Severity, string]>;

/** @param other overrides of the table */
export function finding(code: Finding['code'], what: string, other: Partial<Finding> = {}): Finding {
	const [severity, advice] = FINDINGS[code];
	return { code, severity: severity as Severity, what: sentence(what), advice, ...other };
}
