import type { GenesysClient } from '../client';
import { createIntegration, updateIntegration } from '../openMessaging/integrationChanges';
import { awaitIntegration, findIntegrationByName } from '../openMessaging/integrations';
import { isPlaceholder } from '../urls';
import type { Made, PlannedStep, WantedSetup } from './provision';

const FIELDS = [
	['supportedContent', 'supported content profile'],
	['messagingSetting', 'platform configuration'],
	['webhookUrl', 'webhook URL'],
] as const;
type Profiles = Record<'supportedContent' | 'messagingSetting', Made>;

/**
 * A URL that the integration delivers to stays unless it is a placeholder, as it may be a published trigger's, and its secret with it.
 * Permission: messaging:integration:view; to apply it, :add and :edit.
 */
export async function planIntegration(client: GenesysClient, wanted: WantedSetup, profiles: Profiles): Promise<PlannedStep> {
	const step = 'integration';
	const { webhookUrl, webhookSecret } = wanted;
	const found = await findIntegrationByName(client, wanted.name);
	if (!found) {
		const apply = async () => {
			const ids = { supportedContentId: profiles.supportedContent.id, messagingSettingId: profiles.messagingSetting.id };
			const created = await createIntegration(client, { name: wanted.name, webhookSecret, ...ids, ...(webhookUrl && { webhookUrl }) });
			const isFinished = created.createStatus === 'Completed' && created.recipientId;
			return isFinished ? created : await awaitIntegration(client, created.id);
		};
		return { step, action: 'create', name: wanted.name, apply };
	}
	const present = await awaitIntegration(client, found.id);
	const { id, name, recipientId } = present;
	const isOther = webhookUrl !== '' && present.webhookUrl !== webhookUrl;
	const isKept = isOther && !isPlaceholder(present.webhookUrl);
	// A profile that does not exist yet has no ID.
	const isNew = (profile: keyof Profiles) => profiles[profile].id === undefined || present[profile]?.id !== profiles[profile].id;
	const [supportedContent, messagingSetting] = [isNew('supportedContent'), isNew('messagingSetting')];
	const changes = { supportedContent, messagingSetting, webhookUrl: isOther && !isKept };
	const words = FIELDS.filter(([field]) => changes[field]).map(([, word]) => word);
	const details = [words.length > 0 && `Changes: ${words.join(', ')}.`, isKept && `It continues to deliver to ${present.webhookUrl}.`];
	const planned = { step, id, name, recipientId, detail: details.filter(Boolean).join(' ') || undefined } as const;
	if (words.length === 0) return { ...planned, action: 'keep' };
	const apply = async () => {
		await updateIntegration(client, id, {
			name,
			...(changes.supportedContent && { supportedContentId: profiles.supportedContent.id }),
			...(changes.messagingSetting && { messagingSettingId: profiles.messagingSetting.id }),
			// Deliveries to a new URL have to be signed with the credential's secret.
			...(changes.webhookUrl && { webhookUrl, webhookSecret }),
		});
		return { id, recipientId };
	};
	return { ...planned, action: 'change', apply };
}
