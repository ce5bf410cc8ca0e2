import type { GenesysClient } from '../client';
import { createIntegration, updateIntegration } from '../openMessaging/integrationChanges';
import { awaitIntegration, findIntegrationByName } from '../openMessaging/integrations';
import { isPlaceholder } from '../urls';
import type { Made, PlannedStep, WantedSetup } from './plan';

type Profiles = Record<'supportedContent' | 'messagingSetting', Made>;

/** Keeps the URL and secret unless the URL is a placeholder. Permission: messaging:integration:view; to apply it, :add and :edit. */
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
	const isMoved = isOther && !isKept;
	// A profile that doesn't exist yet has no ID.
	const isNew = (profile: keyof Profiles) => profiles[profile].id === undefined || present[profile]?.id !== profiles[profile].id;
	const [hasNewContent, hasNewSetting] = [isNew('supportedContent'), isNew('messagingSetting')];
	const words = [hasNewContent && 'supported content profile', hasNewSetting && 'platform configuration', isMoved && 'webhook URL'].filter(Boolean);
	const details = [words.length > 0 && `Changes: ${words.join(', ')}.`, isKept && `It still delivers to ${present.webhookUrl}.`];
	const planned = { step, id, name, recipientId, detail: details.filter(Boolean).join(' ') || undefined } as const;
	if (words.length === 0) return { ...planned, action: 'keep' };
	const apply = async () => {
		const supportedContentId = hasNewContent ? profiles.supportedContent.id : undefined;
		const messagingSettingId = hasNewSetting ? profiles.messagingSetting.id : undefined;
		// Deliveries to a new URL must be signed with the credential's secret.
		const webhook = isMoved ? { webhookUrl, webhookSecret } : {};
		await updateIntegration(client, id, { name, supportedContentId, messagingSettingId, ...webhook });
		return { id, recipientId };
	};
	return { ...planned, action: 'change', apply };
}
