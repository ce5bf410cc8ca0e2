import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { triggerIntegration } from '../../shared/chosenIntegration';

/** What is kept with the workflow, so that unpublishing can put back what was there. */
export interface Registration {
	integrationId?: string;
	/** What the integration was named by in the trigger, where it was not by its id. */
	integrationName?: string;
	/** The URL that this workflow registered. */
	url?: string;
	/** Mark of the secret that it registered. */
	secretMark?: string;
	/** When Genesys took both, ISO-8601. */
	modifiedAt?: string;
	/** The URL that it replaced. */
	previousUrl?: string;
}

export function keptWith(context: IHookFunctions | IWebhookFunctions): Registration {
	return context.getWorkflowStaticData('node') as Registration;
}

export function forget(registration: Registration): void {
	for (const name of Object.keys(registration) as Array<keyof Registration>) delete registration[name];
}

/** The id of the trigger's integration as far as it is known without asking Genesys. */
export function knownIntegrationId(context: IHookFunctions | IWebhookFunctions): string | undefined {
	const choice = triggerIntegration(context);
	if ('id' in choice) return choice.id;
	const { integrationId, integrationName } = keptWith(context);
	return choice.name === integrationName ? integrationId : undefined;
}
