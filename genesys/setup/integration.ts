import type { GenesysClient } from '../client';
import { findIntegrationByName } from '../openMessaging/integrationByName';
import { updateIntegration } from '../openMessaging/integrationChanges';
import { awaitIntegration, createIntegration } from '../openMessaging/integrationCreation';
import type { OpenIntegration } from '../openMessaging/integrations';
import { isPlaceholder } from '../openMessaging/webhookUrl';
import type { StepResult } from './step';

export interface IntegrationPlan {
	name: string;
	/** Empty: the trigger registers its own on publishing. */
	webhookUrl: string;
	webhookSecret: string;
	supportedContentId: string;
	messagingSettingId: string;
}

export interface IntegrationResult extends StepResult {
	/** What message routing points to a flow. */
	recipientId: string | undefined;
}

/**
 * The integration of this name, finished, with profile and setting. An address that it delivers to stays unless it is a
 * placeholder, as it may be a published trigger's, and its secret with it.
 * Permissions: messaging:integration:view, :add, :edit.
 */
export async function ensureIntegration(client: GenesysClient, plan: IntegrationPlan): Promise<IntegrationResult> {
	const present = await findIntegrationByName(client, plan.name);
	if (!present) return await create(client, plan);

	const integration = await awaitIntegration(client, present.id);
	const { id, name, recipientId } = integration;
	const changes = changesOf(integration, plan);
	const detail = isKept(integration, plan) ? `It goes on delivering to ${integration.webhookUrl}.` : undefined;
	if (Object.keys(changes).length === 0) return { status: 'unchanged', id, name, detail, recipientId };
	// What is delivered to a new address has to be signed with the credential's secret.
	const secret = changes.webhookUrl === undefined ? {} : { webhookSecret: plan.webhookSecret };
	await updateIntegration(client, id, { ...changes, ...secret, name });
	const changed = Object.keys(changes).map((field) => WORDS[field as keyof typeof WORDS]);
	const told = [`Changed: ${changed.join(', ')}.`, detail].filter(Boolean).join(' ');
	return { status: 'changed', id, name, detail: told, recipientId };
}

async function create(client: GenesysClient, plan: IntegrationPlan): Promise<IntegrationResult> {
	const { name, webhookUrl, webhookSecret, supportedContentId, messagingSettingId } = plan;
	const fields = { name, webhookSecret, supportedContentId, messagingSettingId };
	const created = await createIntegration(client, webhookUrl === '' ? fields : { ...fields, webhookUrl });
	const isFinished = created.createStatus === 'Completed' && created.recipientId;
	const { id, recipientId } = isFinished ? created : await awaitIntegration(client, created.id);
	return { status: 'created', id, name, recipientId };
}

const WORDS = { supportedContentId: 'supported content profile', messagingSettingId: 'platform configuration', webhookUrl: 'webhook URL' };

function changesOf(present: OpenIntegration, plan: IntegrationPlan): Partial<Record<keyof typeof WORDS, string>> {
	const { supportedContentId, messagingSettingId, webhookUrl } = plan;
	return {
		...(present.supportedContent?.id === supportedContentId ? {} : { supportedContentId }),
		...(present.messagingSetting?.id === messagingSettingId ? {} : { messagingSettingId }),
		...(webhookUrl === '' || present.webhookUrl === webhookUrl || isKept(present, plan) ? {} : { webhookUrl }),
	};
}

/** Is another address wanted, but the present one somebody's? */
function isKept(present: OpenIntegration, { webhookUrl }: IntegrationPlan): boolean {
	return webhookUrl !== '' && present.webhookUrl !== webhookUrl && !isPlaceholder(present.webhookUrl);
}
