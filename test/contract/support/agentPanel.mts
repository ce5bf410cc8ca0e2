import { checkAgentPanel } from '../../../genesys/setup/checkAgentPanel.ts';
import type { PanelSubject } from '../../../genesys/setup/panelSubject.ts';
import { provisionAgentPanel, type ProvisionedPanel, type WantedPanel } from '../../../genesys/setup/provisionAgentPanel.ts';
import type { Contract } from './genesys.mts';
import { packageClient, type PackageClient } from './packageClient.mts';

/** Setup: Provision and Setup: Check of agent panels against a simulator with a group that has a member. */

export const PANEL_URL = 'https://n8n.example.com/webhook/1a2b/panel';
export const NOBODY = '00000000-0000-4000-8000-000000000000';
export const GROUP = 'Support Agents';

export interface PanelSetups {
	/** As the client that is currently logged in. */
	own: PackageClient;
	/** Logs in as a client with exactly these permissions. */
	loginAs(...permissions: string[]): Promise<void>;
	newName(): string;
	setUp(changes?: Partial<WantedPanel>, dryRun?: boolean): Promise<ProvisionedPanel>;
	/** The findings for a panel that is set up and whose page is correct. */
	check(made: ProvisionedPanel, changes?: Partial<PanelSubject>): ReturnType<typeof checkAgentPanel>;
}

/** For a test file: the helpers, logged in as the simulator's own client before each test. */
export function panelSetups(genesys: Contract): PanelSetups {
	let names = 0;
	const setups: PanelSetups = {
		own: undefined as unknown as PackageClient,
		async loginAs(...permissions) {
			const login = { clientId: `limited ${++names}`, clientSecret: 'its secret' };
			await genesys.control('POST', 'clients', { ...login, permissions });
			setups.own = await packageClient(genesys, login);
		},
		newName: () => `Panel ${++names}`,
		async setUp(changes = {}, dryRun = false) {
			const wanted = { name: setups.newName(), panelUrl: PANEL_URL, clientId: '', groups: [GROUP], queues: ['Support'], communicationTypes: ['open'], ...changes };
			return await provisionAgentPanel({ client: setups.own.client, isOwnOrigin: true }, wanted, dryRun);
		},
		async check({ clientId = '', organizationId = '', integrationId: id = '' }, changes = {}) {
			const origins = { api: genesys.url, login: genesys.url, isOwnOrigin: true };
			const probe = async () => ({ from: 'panel', clientId, apiOrigin: origins.api }) as const;
			return await checkAgentPanel({ client: setups.own.client, chosen: { id }, origins, panel: { origins, clientId, organizationId }, probe, ...changes });
		},
	};
	beforeAll(async () => {
		const { agents } = await genesys.control<{ agents: Array<{ id: string }> }>('GET', 'state');
		await genesys.control('POST', 'groups', { name: GROUP, members: [agents[0].id] });
	});
	beforeEach(async () => (setups.own = await packageClient(genesys)));
	return setups;
}
