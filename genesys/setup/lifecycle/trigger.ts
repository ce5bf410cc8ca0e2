import type { GenesysClient } from '../../client';
import { asNumber, asObject, asObjects, asText, withoutUndefined, type JsonObject } from '../../json';
import { findByCursor } from '../findByCursor';
import type { StepResult } from '../step';
import { LEFT_ALONE, MARK, triggerName, type LifecycleNames, type Topic } from './names';

const PATH = '/api/v2/processautomation/triggers';

const WHAT = 'Set up the trigger';

const DESCRIPTION = `Gives what happens in Open Messaging conversations to n8n. Remove the text in brackets to keep changes of your own. [${MARK}]`;

/** The simple fields of an event as the workflow's input variables. */
const DATA_FORMAT = 'TopLevelPrimitives';

/** Without them calls and e-mails start the workflow, too. */
const CONDITIONS = [
	{ jsonPath: 'mediaType', operator: 'Equal', value: 'MESSAGE' },
	{ jsonPath: 'messageType', operator: 'Equal', value: 'OPEN' },
];

/**
 * The trigger that starts the workflow with the events of a topic. Conditions that somebody has added stay.
 * Permissions: processautomation:trigger:view, :add, :edit.
 */
export async function ensureTrigger(client: GenesysClient, names: LifecycleNames, topic: Topic, workflowId: string): Promise<StepResult> {
	const name = triggerName(names, topic);
	const topicName = `v2.detail.events.conversation.{id}.${topic}`;
	const query = { topicName };
	const present = await findByCursor(client, PATH, (trigger) => asText(trigger.name) === name && asText(trigger.id) !== undefined, { what: WHAT, query });
	const target = { type: 'Workflow', id: workflowId, workflowTargetSettings: { dataFormat: DATA_FORMAT } };
	const fields = { name, topicName, enabled: true, target, description: DESCRIPTION };
	if (!present) {
		const body = { ...fields, matchCriteria: CONDITIONS };
		const created = asObject(await client.call({ method: 'POST', path: PATH, body }, { what: WHAT }));
		return { status: 'created', id: asText(created?.id) ?? '', name };
	}
	const id = asText(present.id) ?? '';
	if (!(asText(present.description) ?? '').includes(`[${MARK}]`)) return { status: 'unchanged', id, name, detail: LEFT_ALONE };
	const missing = missingConditions(present);
	if (isRight(present, workflowId) && missing.length === 0) return { status: 'unchanged', id, name };
	const matchCriteria = [...asObjects(present.matchCriteria), ...missing];
	const { eventTTLSeconds, delayBySeconds } = present;
	const body = withoutUndefined({ ...fields, matchCriteria, eventTTLSeconds, delayBySeconds, version: asNumber(present.version) ?? 1 });
	await client.call({ method: 'PUT', path: `${PATH}/${encodeURIComponent(id)}`, body }, { what: WHAT });
	return { status: 'changed', id, name, detail: 'It starts the workflow again.' };
}

function isRight({ enabled, target }: JsonObject, workflowId: string): boolean {
	const { id, workflowTargetSettings } = asObject(target) ?? {};
	return enabled === true && asText(id) === workflowId && asObject(workflowTargetSettings)?.dataFormat === DATA_FORMAT;
}

function missingConditions({ matchCriteria }: JsonObject): typeof CONDITIONS {
	const present = asObjects(matchCriteria);
	return CONDITIONS.filter(
		({ jsonPath, operator, value }) => !present.some((one) => one.jsonPath === jsonPath && one.operator === operator && one.value === value),
	);
}
