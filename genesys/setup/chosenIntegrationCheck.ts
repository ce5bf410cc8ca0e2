import { GenesysApiError, InvalidInputError, RefusedError } from '../errors';
import type { PlatformIntegration } from '../platformIntegrations';
import { finding, type Finding } from './findings';

const ADMIN = 'Admin › Integrations';

/** How the integrations of one type are found. */
interface Kind<T> {
	type: string; // As the screens of Genesys Cloud call it.
	inactive: string; // What does not happen while it is not active.
	byId: (id: string) => Promise<T | undefined>;
	byName: (name: string) => Promise<T | undefined>;
}

/** The integration that is checked, where it is there, and what is wrong with it. */
export async function findChosen<T extends PlatformIntegration>(
	chosen: { id: string } | { name: string }, { type, inactive, byId, byName }: Kind<T>,
): Promise<{ integration?: T; findings: Finding[] }> {
	const found = 'id' in chosen ? byId(chosen.id) : byName(chosen.name);
	const integration = await found.catch((failure: unknown) => {
		// What is no ID at all is refused as such, by Genesys Cloud or before the call.
		if (failure instanceof InvalidInputError || (failure instanceof GenesysApiError && failure.status === 400)) return undefined;
		if (!(failure instanceof RefusedError && failure.code === 'ambiguous.name')) throw failure;
		return finding('integration.ambiguous', failure.message, { advice: failure.advice });
	});
	if (integration && 'severity' in integration) return { findings: [integration] };
	if (!integration) {
		const which = 'id' in chosen ? chosen.id : `"${chosen.name}"`;
		const advice = `Pick one from the list, or create one (${ADMIN}, or Setup: Provision).`;
		return { findings: [finding('integration.notFound', `There is no integration ${which} of the type ${type}.`, { advice })] };
	}
	const { name, isEnabled, state, reason } = integration;
	if (!isEnabled) return { integration, findings: [finding('integration.inactive', `The integration "${name}" is not active, so ${inactive}.`)] };
	if (state !== 'ERROR') return { integration, findings: [] };
	const advice = `Correct what it names in ${ADMIN}, or run Setup: Provision.`;
	return { integration, findings: [finding('integration.failed', `Genesys Cloud cannot run the integration "${name}"${reason ? `: ${reason}` : ''}`, { advice })] };
}
