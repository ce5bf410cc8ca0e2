import { endConversation, enqueue } from '../conversations/lifecycle.mts';
import { sendMessage } from '../conversations/outbound.mts';
import type { Named } from '../directory/directory.mts';
import { listIn, objectIn, optionalValue, textIn, valueField, wrapped } from './fields.mts';
import { runSteps } from './program.mts';
import type { ActionKind, Run } from './program.mts';

/** A condition that is NOT_SET takes the way "no". */
const decision: ActionKind = (fields, context) => {
	const condition = valueField(fields, 'condition', 'boolean', context);
	const outputs = objectIn(fields, 'outputs');
	const branch = (output: string) =>
		context.steps(objectIn(outputs, output)['actions'] ?? [], `the output "${output}"`);
	const yes = branch('yes');
	const no = branch('no');
	return (run) => runSteps(condition.value(run.variables) === true ? yes : no, run);
};

/** "Switch" that takes the first case that is true. */
const firstTrue: ActionKind = (fields, context) => {
	const evaluated = objectIn(objectIn(fields, 'evaluate'), 'firstTrue');
	const cases = wrapped(evaluated, 'cases', 'case').map((one, index) => ({
		condition: valueField(one, 'value', 'boolean', context),
		steps: context.steps(one['actions'] ?? [], `case ${index + 1}`),
	}));
	const otherwise = context.steps(objectIn(evaluated, 'default')['actions'] ?? [], 'the default case');
	return (run) => {
		const chosen = cases.find(({ condition }) => condition.value(run.variables) === true);
		return runSteps(chosen?.steps ?? otherwise, run);
	};
};

const sendResponse: ActionKind = (fields, context) => {
	const body = valueField(fields, 'messageBody', 'string', context);
	return (run) => {
		const { world, integration, conversation, participant } = run;
		const text = textIn(body, run);
		if (text !== '') sendMessage(world, integration, conversation, { from: 'flow', participant, text });
		return false;
	};
};

/** The transfer to a queue that is NOT_SET, or gone by now, fails: the flow goes on with the next action. */
const transferToAcd: ActionKind = (fields, context) => {
	const target = valueField(fields, 'targetQueue', 'queue', context);
	const priority = optionalValue(fields, 'priority', 'integer', context);
	const language = optionalValue(fields, 'languageSkill', 'language', context);
	// UNCONFIRMED spelling.
	const skills = listIn(fields, 'acdSkills').map((entry) => valueField(entry, 'acdSkill', 'skill', context));
	return ({ world, conversation, variables }: Run) => {
		const chosen = target.value(variables) as Named | undefined;
		const queue = world.queues.find(({ id }) => id === chosen?.id);
		if (!queue) return false;
		const spoken = language.value(variables) as Named | undefined;
		enqueue(world, conversation, queue, {
			priority: Number(priority.value(variables) ?? 0),
			skills: skills.flatMap((skill) => (skill.value(variables) as Named | undefined) ?? []),
			...(spoken && { language: spoken }),
		});
		return true;
	};
};

const disconnect: ActionKind =
	() =>
	({ world, conversation, participant }) => {
		endConversation(world, conversation, participant, 'ended by the flow');
		return true;
	};

/** Actions that decide, speak, transfer and end. */
export const ROUTING_ACTIONS: Readonly<Record<string, ActionKind>> = {
	decision,
	switch: firstTrue,
	sendResponse,
	transferToAcd,
	disconnect,
};
