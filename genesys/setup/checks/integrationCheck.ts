import { GenesysApiError, InvalidInputError, RefusedError, sentence } from '../../errors';
import { findIntegrationByName, getIntegration } from '../../openMessaging/integrations';
import { error, type Check, type Finding, type Subject } from './finding';

const ADMIN = 'Admin › Message › Platforms';

export const integrationCheck: Check = {
	permission: 'messaging:integration:view',
	sees: 'the integration',
	run: async (subject) => {
		const { client, chosen } = subject;
		const found = 'id' in chosen ? getIntegration(client, chosen.id) : findIntegrationByName(client, chosen.name);
		const outcome = await found.then(
			(integration) => ({ integration }),
			(failure: unknown) => ({ failure }),
		);
		if ('failure' in outcome) {
			const { failure } = outcome;
			if (failure instanceof RefusedError && failure.code === 'ambiguous.name') return [ambiguous(failure)];
			// What is no ID at all is refused as such, by Genesys Cloud or before the call.
			const isNone = failure instanceof InvalidInputError || (failure instanceof GenesysApiError && [400, 404].includes(failure.status));
			if (!isNone) throw failure;
			return [notFound(chosen)];
		}
		if (!outcome.integration) return [notFound(chosen)];
		const { name, createStatus, createError } = outcome.integration;
		if (createStatus === 'Error') {
			const what = sentence(`Genesys Cloud could not create the integration "${name}"${createError ? `: ${createError}` : ''}`);
			return [error('integration.failed', what, `Delete it and create it anew (${ADMIN}).`)];
		}
		if (createStatus !== 'Completed') {
			const what = `Genesys Cloud is still creating the integration "${name}".`;
			return [error('integration.unfinished', what, 'Check again in a minute. If it stays so, delete it and create it anew.')];
		}
		subject.integration = outcome.integration;
		return [];
	},
};

function notFound(chosen: Subject['chosen']): Finding {
	const what = `There is no Open Messaging integration ${'id' in chosen ? chosen.id : `"${chosen.name}"`}.`;
	return error('integration.notFound', what, `Pick one from the list, or create one (${ADMIN}, or Setup: Provision).`);
}

function ambiguous({ message, advice }: RefusedError): Finding {
	return error('integration.ambiguous', sentence(message), advice);
}
