import type { GenesysClient } from '../client';
import { sentence } from '../errors';
import type { Reference } from '../ids';
import type { OpenIntegration } from '../openMessaging/integrations';
import type { ProbeAnswer } from '../openMessaging/probe';
import { MIN_SECRET_LENGTH } from '../openMessaging/signature';
import type { Flow } from './flow';

/** What is checked; the checks leave here what later ones need. */
export interface Subject {
	client: GenesysClient;
	chosen: { id: string } | { name: string };
	queueName: string; // Empty: the default queue of the shipped flow, if that is the one.
	webhookSecret: string;
	previousWebhookSecret: string; // Empty unless the secret is being rotated.
	isOwnOrigin: boolean; // A simulator or gateway delivers to whatever n8n itself reaches.
	/** What answers at a URL to a request that is signed with the webhook secret. */
	probe: (url: string) => Promise<ProbeAnswer>;
	/** Where a webhook of some n8n would be on this one; `undefined` for what is no webhook. */
	onThisN8n: (url: string) => string | undefined;
	/** Once it has been read and is finished; then where its messages go, and the flow there. */
	integration?: OpenIntegration;
	route?: Reference;
	flow?: Flow;
}

/** `error`: chats do not get through. `warning`: they do, with something amiss, or something could not be looked at. */
type Severity = 'error' | 'warning';

/** One thing that is wrong with a setup. People switch on `code`, which is stable. */
export interface Finding {
	code: keyof typeof FINDINGS;
	severity: Severity;
	what: string;
	advice: string;
	permission?: string; // The one that is missing.
}

const PLATFORMS = 'Admin › Message › Platforms';
const SECRET = `Enter a random text of ${MIN_SECRET_LENGTH} characters or more as Webhook Secret in the Genesys Cloud credential, then run Integration: Update with Webhook Secret set to Replace.`;
const CONTENT = 'Allow them in its profile: Admin › Message › Supported Content.';
const TYPING = 'Switch it on in its platform configuration: Admin › Message › Platform Configs.';

const WIDGET = 'Admin › Integrations, Configuration of the Interaction Widget';

/** How severe each finding is, and what to do about it; without advice here, the advice depends on the case. */
export const FINDINGS = {
	'secret.missing': ['error', SECRET],
	'secret.tooShort': ['error', SECRET],
	'login.failed': ['error', ''],
	'permission.missing': ['error', 'Add it to the role in Admin › Roles / Permissions.'],
	'check.failed': ['warning', ''],
	'integration.notFound': ['error', `Pick one from the list, or create one (${PLATFORMS}, or Setup: Provision).`],
	'integration.ambiguous': ['error', ''],
	'integration.failed': ['error', `Delete it and create it anew (${PLATFORMS}).`],
	'integration.unfinished': ['error', 'Check again in a minute. If it stays so, delete it and create it anew.'],
	'content.noInbound': ['warning', CONTENT],
	'content.noOutbound': ['warning', CONTENT],
	'typing.inboundOff': ['warning', TYPING],
	'typing.outboundOff': ['warning', TYPING],
	'route.missing': ['error', 'Choose a flow for it in Admin › Routing › Message Routing, or run Setup: Provision.'],
	'flow.missing': ['error', 'Choose another one in Admin › Routing › Message Routing, or run Setup: Provision.'],
	'flow.unpublished': ['error', 'Publish it in Architect › Flows: Inbound Message.'],
	'threading.merges': ['warning', 'For a new conversation each time, set Open Messaging to 0 in Admin › Message › Threading Timeline, or with Setup: Provision. It holds for all Open Messaging integrations.'],
	'webhook.placeholder': ['error', 'Publish the workflow with the Genesys Open Messaging Trigger of this integration; it registers its URL.'],
	'webhook.unreachable': ['error', ''],
	'webhook.noAnswer': ['warning', ''],
	'webhook.notPublished': ['error', 'Publish the workflow with the Genesys Open Messaging Trigger of this integration, with the option Take Over Webhook on if it is another one than before.'],
	'webhook.notOurs': ['error', 'Publish the workflow with the trigger of this integration, with the option Take Over Webhook on. If that is the URL of the trigger, let the proxy in front of n8n pass the path /webhook/.'],
	'webhook.moved': ['error', ''],
	'webhook.otherIntegration': ['error', ''],
	'webhook.secretDiffers': ['error', 'Choose this credential in that trigger and publish its workflow, which registers the secret; or choose the credential of that trigger here.'],
	'webhook.secretChanged': ['error', ''],
	'integration.inactive': ['error', 'Switch it on in Admin › Integrations, or run Setup: Provision.'],
	'header.missing': ['error', 'Run Setup: Provision, or enter the header of the credential in Admin › Integrations › Configuration › Credentials.'],
	'header.changed': ['error', 'Run Setup: Provision with this credential, which enters the header anew; or choose the credential that it was run with.'],
	'bot.urlMissing': ['error', "Run Setup: Provision, or enter the trigger's production URL in Admin › Integrations › Configuration › Properties."],
	'bot.urlWrong': ['error', ''],
	'bot.otherGeneration': ['error', 'Set Generation in that trigger to the one of the integration, and publish its workflow.'],
	'bot.notListed': ['error', ''],
	'bot.versionMissing': ['error', ''],
	'bot.languageMissing': ['error', ''],
	'bot.intentMissing': ['error', ''],
	'panel.otherRegion': ['error', 'Choose the same region in both credentials.'],
	'panel.otherOrganization': ['error', 'Enter the ID of this organization as Organization ID in the Genesys Agent Panel credential.'],
	'panel.urlMissing': ['error', 'Run Setup: Provision with the production URL of the Genesys Agent Panel Trigger.'],
	'panel.placeholderMissing': ['error', `Run Setup: Provision, or correct Application URL (${WIDGET}).`],
	'panel.otherTypes': ['error', `Add open under Communication Type Filtering (${WIDGET}), or run Setup: Provision.`],
	'panel.sandboxed': ['error', `Add them under Iframe Sandbox Options (${WIDGET}), or run Setup: Provision.`],
	'panel.noClipboard': ['warning', `Add it under Iframe Feature/Permissions Policy (${WIDGET}), or run Setup: Provision.`],
	'panel.noGroups': ['error', `Add the groups of your agents under Group Filtering (${WIDGET}), or run Setup: Provision.`],
	'panel.credential': ['error', 'Correct the Genesys Agent Panel credential.'],
	'panel.otherClient': ['error', 'Choose the same Genesys Agent Panel credential in that trigger and here.'],
	'group.missing': ['error', `Choose another under Group Filtering (${WIDGET}), or run Setup: Provision.`],
	'group.empty': ['warning', 'Add agents to it in Admin › Groups.'],
	'client.missing': ['error', 'Copy the Client ID from Admin › Integrations › OAuth into the credential, or run Setup: Provision, which makes one.'],
	'client.grantType': ['error', 'Run Setup: Provision without a Client ID, which makes one with the grant type Code Authorization, and enter its ID in the credential.'],
	'client.inactive': ['error', 'Activate it in Admin › Integrations › OAuth.'],
	'client.redirectMissing': ['error', 'Add it in Admin › Integrations › OAuth, or run Setup: Provision with this Client ID.'],
	'client.scopeMissing': ['error', 'Add them in Admin › Integrations › OAuth, tab Scope, or run Setup: Provision with this Client ID.'],
	'queue.noneVisible': ['error', 'Give the OAuth client (Admin › Integrations › OAuth, tab Roles) or signed-in user (Admin › People) its role in the division of the queues.'],
	'queue.notVisible': ['error', "Compare the name with Admin › Queues, and the queue's division with those of the role: Admin › Integrations › OAuth, tab Roles, or Admin › People for a signed-in user."],
	'queue.noMembers': ['error', 'Add agents in Admin › Queues, tab Members.'],
} satisfies Record<string, [Severity, string]>;

/** @param other what is not as it is in the table */
export function finding(code: Finding['code'], what: string, other: Partial<Finding> = {}): Finding {
	const [severity, advice] = FINDINGS[code];
	return { code, severity: severity as Severity, what: sentence(what), advice, ...other };
}
