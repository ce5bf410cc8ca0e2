import { GenesysApiError, InvalidInputError, RefusedError } from '../errors';
import type { PlatformIntegration } from '../platformIntegrations';
import { finding, type Finding } from './findings';

const ADMIN = 'Admin › Integrations';

/** How to find the integrations of one type. */
interface Kind<T> {
	type: string; // As Genesys Cloud's screens show it.
	inactive: string; // Consequence while it is inactive.
	byId: (id: string) => Promise<T | undefined>;
	byName: (name: string) => Promise<T | undefined>;
}

/** The integration to check, if it exists, and its problems. */
export async function findChosen<T extends PlatformIntegration>(
	chosen: { id: string } | { name: string }, { type, inactive, byId, byName }: Kind<T>,
): Promise<{ integration?: T; findings: Finding[] }> {
	const found = 'id' in chosen ? byId(chosen.id) : byName(chosen.name);
	const integration = await found.catch((failure: unknown) => {
		// A malformed ID is rejected by Genesys Cloud or before the call.
		if (failure instanceof InvalidInputError || (failure instanceof GenesysApiError && failure.status === 400)) return undefined;
		if (!(failure instanceof RefusedError && failure.code === 'ambiguous.name')) throw failure;
		return finding('integration.ambiguous', failure.message, { advice: failure.advice });
	});
	if (integration && 'severity' in integration) return { findings: [integration] };
	if (!integration) {
		const which = 'id' in chosen ? chosen.id : `"${chosen.name}"`;
		const advice = `Select one from the list, or create one (${ADMIN}, or Setup: Provision).`;
		return { findings: [finding('integration.notFound', `Genesys Cloud has no integration ${which} of the type ${type}.`, { advice })] };
	}
	const { name, isEnabled, state, reason } = integration;
	if (!isEnabled) return { integration, findings: [finding('integration.inactive', `The integration "${name}" isn't active, so ${inactive}.`)] };
	if (state !== 'ERROR') return { integration, findings: [] };
	const advice = `Correct the integration in ${ADMIN}, or run Setup: Provision.`;
	return { integration, findings: [finding('integration.failed', `Genesys Cloud can't run the integration "${name}"${reason ? `: ${reason}` : ''}`, { advice })] };
}
