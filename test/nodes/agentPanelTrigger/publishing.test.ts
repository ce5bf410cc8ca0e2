import { HookContext } from 'n8n-core';
import { Workflow, type INodeTypes } from 'n8n-workflow';
import { panelCredential, panelTrigger } from '../support/agentPanel';
import { additionalDataFor } from '../support/engine';
import { guardNetwork } from '../support/genesys';
import type { StoredCredential } from '../support/storedCredential';

/** Publishing the Genesys Agent Panel Trigger, which registers nothing and makes no calls. */

guardNetwork();
const nodeTypes: INodeTypes = { getByName: () => panelTrigger, getByNameAndVersion: () => panelTrigger, getKnownTypes: () => ({}) };

function contextOf(credential: StoredCredential): HookContext {
	const node = {
		id: 'panel', name: 'Panel', type: 'n8n-nodes-genesys-open-messaging.genesysAgentPanelTrigger', typeVersion: 1, position: [0, 0] as [number, number],
		parameters: {}, credentials: { genesysAgentPanelApi: { id: credential.id, name: 'Agent panel' } },
	};
	const workflow = new Workflow({ id: 'panel', nodes: [node], connections: {}, active: true, nodeTypes });
	return new HookContext(workflow, workflow.nodes.Panel, additionalDataFor(credential), 'trigger', 'activate');
}

it('publishes a panel with a complete credential', async () => {
	const { checkExists, create, delete: remove } = panelTrigger.webhookMethods.default;
	const context = contextOf(panelCredential());
	expect([await checkExists.call(context), await create.call(context), await remove.call(context)]).toEqual([false, true, true]);
});

it.each<[changes: Record<string, string>, words: RegExp]>([
	[{ clientId: '' }, /Client ID is empty\. In Genesys Cloud, go to/],
	[{ organizationId: 'Acme' }, /Organization ID isn't a Genesys Cloud ID/],
	[{ region: 'custom', customDomain: '' }, /Custom Domain is empty/],
])('rejects publishing a panel with %j and explains the fix', async (changes, words) => {
	await expect(panelTrigger.webhookMethods.default.create.call(contextOf(panelCredential(changes)))).rejects.toThrow(words);
});
