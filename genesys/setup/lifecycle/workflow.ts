import type { GenesysClient } from '../../client';
import { asText } from '../../json';
import { needsUpload, yesUnseen, type Ownership, type ShippedFlow } from '../shippedFlow';
import { findAction } from './action';
import { findDataActions } from './integration';
import { MARK, VERSION, type LifecycleNames } from './names';
import { lifecycleWorkflowYaml } from './workflowText';

/** The workflow that calls this action. One that calls an action that is gone is out of date, though its name is the same. */
export function lifecycleWorkflow(names: LifecycleNames, actionId: string): ShippedFlow {
	const mark = `[${MARK} v${VERSION} ${actionId}]`;
	const description = `Gives what happens in Open Messaging conversations to n8n. Remove the text in brackets to keep changes of your own. ${mark}`;
	return {
		what: 'Set up the workflow',
		name: names.base,
		type: 'workflow',
		yaml: lifecycleWorkflowYaml(names, description),
		ownershipOf: (present) => ownershipOf(present, mark),
		otherwise: 'make it by hand (docs/lifecycle.md)',
	};
}

function ownershipOf(description: string, mark: string): Ownership {
	if (!description.includes(`[${MARK} v`)) return 'foreign';
	return description.includes(mark) ? 'own' : 'outdated';
}

/** Is it to be uploaded? Asked before the first change, when there may be no action yet. */
export async function needsWorkflow(client: GenesysClient, names: LifecycleNames): Promise<boolean> {
	return await presentAction(client, names)
		.then(async (actionId) => await needsUpload(client, lifecycleWorkflow(names, actionId)))
		.catch(yesUnseen);
}

/** The id of the action that there is; empty without one. */
async function presentAction(client: GenesysClient, names: LifecycleNames): Promise<string> {
	const integrationId = asText((await findDataActions(client, names))?.id);
	const action = integrationId === undefined ? undefined : await findAction(client, names, integrationId);
	return asText(action?.id) ?? '';
}
