import type { GenesysClient } from '../client';
import { createIntegration, updateIntegration } from '../openMessaging/integrationChanges';
import { awaitIntegration, findIntegrationByName, type OpenIntegration } from '../openMessaging/integrations';
import { isPlaceholder } from '../urls';
import type { PlannedStep } from './step';

const WORDS = { supportedContentId: 'supported content profile', messagingSettingId: 'platform configuration', webhookUrl: 'webhook URL' };

type Field = keyof typeof WORDS;

export interface PlannedIntegration extends PlannedStep {
	/** What message routing points to a flow. */
	recipientId?: string;
	/** Fields that differ. */
	changes: Field[];
}

export interface WantedIntegration {
	name: string;
	/** Empty: the trigger registers its own on publishing. */
	webhookUrl: string;
	/** IDs of the profiles; `undefined` while they do not exist. */
	supportedContentId?: string;
	messagingSettingId?: string;
}

/**
 * Finds the integration of this name, once Genesys Cloud has finished creating it, and what differs. A URL that it
 * delivers to stays unless it is a placeholder, as it may be a published trigger's, and its secret with it.
 * Permission: messaging:integration:view.
 */
export async function planIntegration(client: GenesysClient, wanted: WantedIntegration): Promise<PlannedIntegration> {
	const step = 'integration';
	const found = await findIntegrationByName(client, wanted.name);
	if (!found) return { step, action: 'create', name: wanted.name, changes: [] };
	const present = await awaitIntegration(client, found.id);
	const isOther = wanted.webhookUrl !== '' && present.webhookUrl !== wanted.webhookUrl;
	const isKept = isOther && !isPlaceholder(present.webhookUrl);
	const differs: Record<Field, boolean> = {
		supportedContentId: wanted.supportedContentId === undefined || present.supportedContent?.id !== wanted.supportedContentId,
		messagingSettingId: wanted.messagingSettingId === undefined || present.messagingSetting?.id !== wanted.messagingSettingId,
		webhookUrl: isOther && !isKept,
	};
	const changes = (Object.keys(differs) as Field[]).filter((field) => differs[field]);
	const details = [
		...(changes.length === 0 ? [] : [`Changes: ${changes.map((field) => WORDS[field]).join(', ')}.`]),
		...(isKept ? [`It continues to deliver to ${present.webhookUrl}.`] : []),
	];
	const { id, name, recipientId } = present;
	const action = changes.length === 0 ? 'keep' : 'change';
	return { step, action, id, name, ...(details.length === 0 ? {} : { detail: details.join(' ') }), recipientId, changes };
}

/** Creates or changes the integration. Permissions: messaging:integration:view, :add, :edit. */
export async function applyIntegration(
	client: GenesysClient,
	{ id, name, changes, recipientId }: PlannedIntegration,
	{ webhookSecret, ...wanted }: WantedIntegration & { webhookSecret: string },
): Promise<Pick<OpenIntegration, 'id' | 'recipientId'>> {
	if (id === undefined) {
		const { webhookUrl, ...fields } = { ...wanted, webhookSecret };
		const created = await createIntegration(client, webhookUrl === '' ? fields : { ...fields, webhookUrl });
		const isFinished = created.createStatus === 'Completed' && created.recipientId;
		return isFinished ? created : await awaitIntegration(client, created.id);
	}
	const fields = Object.fromEntries(changes.map((field) => [field, wanted[field]]));
	// Deliveries to a new URL have to be signed with the credential's secret.
	const secret = changes.includes('webhookUrl') ? { webhookSecret } : {};
	await updateIntegration(client, id, { ...fields, ...secret, name });
	return { id, recipientId };
}
