import { deliver } from '../automation/deliver.mts';
import type { World } from '../world.mts';
import { credentialFieldsOf } from './actionIntegrations.mts';
import type { DataAction } from './actions.mts';
import { rendered } from './template.mts';
import type { Named } from './template.mts';

/**
 * Calls what a data action calls, once. Without an active integration, or without an input that is required, the call
 * fails before anything is sent; so it does for an action that has been deleted since its flow was published.
 */
export function callAction(world: World, actionId: string, input: Named['input'], topicName: string): void {
	const action = world.dataActions.get(actionId);
	const integration = world.actionIntegrations.get(action?.integrationId ?? '');
	if (!action || integration?.intendedState !== 'ENABLED') return;
	if (action.required.some((name) => !Object.hasOwn(input, name))) return;
	post(world, action, { input, credentials: credentialFieldsOf(world, integration) }, topicName);
}

function post(world: World, action: DataAction, named: Named, topicName: string): void {
	const { requestUrlTemplate, requestTemplate, headers } = action.request;
	deliver(world, action, {
		targetId: action.id,
		kind: 'dataAction',
		topicName,
		url: rendered(requestUrlTemplate, named),
		headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, rendered(value, named)])),
		body: rendered(requestTemplate, named),
	});
}
