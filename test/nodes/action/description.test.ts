import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { read } from '../../support/documentation';
import { ACTION, action, workflowOf } from '../support/engine';

/** What n8n's lint checks in lists that it can read; ours are put together when the node is loaded. */

const { properties } = action.description;
const namesOf = (options: INodeProperties['options'] = []) => options.map((option) => ('displayName' in option ? option.displayName : option.name));
const sorted = (names: string[]) => [...names].sort((one, other) => one.localeCompare(other));
const dropdowns = properties.filter(({ name }) => name === 'resource' || name === 'operation');

it.each(dropdowns)('lists the options of $displayName in alphabetical order ($displayOptions.show.resource.0)', ({ options }) => {
	expect(namesOf(options)).toEqual(sorted(namesOf(options)));
});

it.each(properties.filter(({ type }) => type === 'collection'))(
	'lists the fields of $displayName in alphabetical order ($displayOptions.show.operation.0)',
	({ options }) => {
		expect(namesOf(options)).toEqual(sorted(namesOf(options)));
	},
);

it('has a description and an action in sentence case for every operation', () => {
	const operations = dropdowns.filter(({ name }) => name === 'operation').flatMap(({ options }) => options as INodePropertyOptions[]);
	for (const { description, action: text } of operations) {
		expect(description).toMatch(/^[A-Z].*[^.]$/);
		expect(text).toMatch(/^[A-Z][a-z ]+( Genesys Cloud)?$/);
		expect(text).not.toMatch(/\b(a|an|the)\b/);
	}
});

it('shows every parameter except the first two for one resource, and all except the operation for one operation', () => {
	const [authentication, resource, ...others] = properties;
	expect([authentication.name, resource.name]).toEqual(['authentication', 'resource']);
	for (const { name, displayOptions } of others) {
		expect(displayOptions?.show?.resource).toHaveLength(1);
		if (name !== 'operation') expect(displayOptions?.show?.operation).toHaveLength(1);
	}
});

it('shows the action under the node on the canvas', () => {
	const { node, workflow } = workflowOf(ACTION, { resource: 'handover', operation: 'start' }, undefined);
	const subtitle = workflow.expression.getSimpleParameterValue(node, action.description.subtitle, 'internal', {});
	expect(subtitle).toBe('Start handover');
});

it.each(['live agent', 'human', 'handover', 'agent'])('is found by "%s"', (words) => {
	const codex = JSON.parse(read('nodes/GenesysOpenMessaging/GenesysOpenMessaging.node.json')) as { alias: string[] };
	expect(codex.alias).toContain(words);
});
