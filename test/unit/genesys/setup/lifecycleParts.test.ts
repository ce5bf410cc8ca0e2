import { parse } from 'yaml';
import type { JsonObject } from '../../../../genesys/json';
import { findByCursor } from '../../../../genesys/setup/findByCursor';
import { actionConfig, actionContract, MARK_HEADER } from '../../../../genesys/setup/lifecycle/dataAction';
import { lifecycleNames } from '../../../../genesys/setup/lifecycle/names';
import { lifecycleWorkflowYaml } from '../../../../genesys/setup/lifecycle/workflowText';
import { exampleText } from '../../../support/example';
import { fakeGenesys, ok } from '../fakeGenesys';

/** Setup: Provision and the files for those who do it by hand must not drift apart. */

const names = { base: 'n8n Life Cycle', action: 'n8n Life Cycle Event' };

it('the workflow is the example, letter by letter', () => {
	expect(lifecycleWorkflowYaml(names, 'Gives what happens in Open Messaging conversations to n8n.')).toBe(exampleText('lifecycle-by-http/workflow.yaml'));
});

it('the action is the example, but for the word that says whose it is', () => {
	const { config, contract } = JSON.parse(exampleText('lifecycle-by-http/data-action.json')) as { config: { request: JsonObject }; contract: JsonObject };
	const { request, response } = actionConfig(String(config.request.requestUrlTemplate)) as { request: JsonObject; response: JsonObject };
	const headers = Object.entries(request.headers as object).filter(([name]) => name !== MARK_HEADER);
	expect({ request: { ...request, headers: Object.fromEntries(headers) }, response }).toEqual(config);
	expect(actionContract()).toEqual(contract);
});

it.each(['Ärger: "jetzt"', "it's\n- urgent", 'サポート {{x}}', 'a: b', '#no comment'])('the workflow takes the name %j and nothing else', (name) => {
	const given = lifecycleNames(name);
	const { workflow } = parse(lifecycleWorkflowYaml(given, name)) as {
		workflow: { name: string; description: string; states: Array<{ state: { actions: Array<{ callData?: { category: Record<string, { dataAction: object }> } }> } }> };
	};
	expect([workflow.name, workflow.description]).toEqual([given.base, name]);
	const { category } = workflow.states[0].state.actions[0].callData ?? { category: {} };
	expect(Object.entries(category).map(([key, { dataAction }]) => [key, Object.keys(dataAction)])).toEqual([[given.base, [given.action]]]);
});

describe('a list without page numbers', () => {
	const page = (names: string[], after?: string) => ok({ entities: names.map((name) => ({ name })), ...(after && { nextUri: `/api/v2/x?pageSize=2&after=${after}` }) });
	const named = (name: string) => (entity: JsonObject) => entity.name === name;

	it('is read page by page until something fits', async () => {
		const pages: Record<string, ReturnType<typeof page>> = { '': page(['a', 'b'], 'b%2F1'), 'b/1': page(['c'], 'c'), c: page(['d']) };
		const { client, requests } = fakeGenesys(({ query }) => pages[String(query?.after ?? '')]);
		expect(await findByCursor(client, '/api/v2/x', named('c'), { what: 'Look', query: { topicName: 't' } })).toEqual({ name: 'c' });
		expect(requests.map(({ query }) => query)).toEqual([
			{ pageSize: 100, topicName: 't' },
			{ pageSize: 100, topicName: 't', after: 'b/1' },
		]);
		expect(await findByCursor(client, '/api/v2/x', named('e'), { what: 'Look' })).toBeUndefined();
	});

	it('that names the same page again is at its end', async () => {
		const { client, requests } = fakeGenesys(() => page(['a'], 'b'));
		expect(await findByCursor(client, '/api/v2/x', named('c'), { what: 'Look' })).toBeUndefined();
		expect(requests).toHaveLength(2);
	});
});
