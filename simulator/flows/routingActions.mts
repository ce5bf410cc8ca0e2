import { endConversation, enqueue } from '../conversations/lifecycle.mts';
import { sendMessage } from '../conversations/outbound.mts';
import type { Named } from '../directory/directory.mts';
import { listIn, noValueField, objectIn, onlyKeys, optionalValue, textIn, valueField, wrapped } from './fields.mts';
import { action, runSteps } from './program.mts';
import type { ActionKind, Run } from './program.mts';

/** A condition that is NOT_SET takes the output "no". */
const decision = action(['condition', 'outputs'], (fields, context) => {
	const condition = valueField(fields, 'condition', 'boolean', context);
	const outputs = objectIn(fields, 'outputs');
	onlyKeys(outputs, ['yes', 'no']);
	const branch = (output: string) =>
		context.steps(objectIn(outputs, output)['actions'] ?? [], `the output "${output}"`);
	const yes = branch('yes');
	const no = branch('no');
	return (run) => runSteps(condition.value(run) === true ? yes : no, run);
});

/** "Switch" that takes the first true case. */
const firstTrue = action(['evaluate'], (fields, context) => {
	const evaluated = objectIn(objectIn(fields, 'evaluate'), 'firstTrue');
	const cases = wrapped(evaluated, 'cases', 'case', ['value', 'actions']).map((one, index) => ({
		condition: valueField(one, 'value', 'boolean', context),
		steps: context.steps(one['actions'] ?? [], `case ${index + 1}`),
	}));
	const otherwise = context.steps(objectIn(evaluated, 'default')['actions'] ?? [], 'the default case');
	return (run) => {
		const chosen = cases.find(({ condition }) => condition.value(run) === true);
		return runSteps(chosen?.steps ?? otherwise, run);
	};
});

const sendResponse = action(['messageBody'], (fields, context) => {
	const body = valueField(fields, 'messageBody', 'string', context);
	return (run) => {
		const { world, integration, conversation, participant } = run;
		const text = textIn(body, run);
		if (text !== '') sendMessage(world, integration, conversation, { from: 'flow', participant, text });
		return false;
	};
});

const TRANSFER_KEYS = ['targetQueue', 'acdSkills', 'priority', 'preferredAgents', 'languageSkill', 'directAgent'];

/**
 * A transfer to a queue that is NOT_SET or deleted fails, and the flow continues with the next action. A language
 * that is NOT_SET counts as none, according to Genesys' help.
 */
const transferToAcd = action(TRANSFER_KEYS, (fields, context) => {
	const target = valueField(fields, 'targetQueue', 'queue', context);
	const priority = optionalValue(fields, 'priority', 'integer', context);
	const language = optionalValue(fields, 'languageSkill', 'language', context);
	const skills = listIn(fields, 'acdSkills').map((entry) => {
		onlyKeys(entry, ['acdSkill']);
		return valueField(entry, 'acdSkill', 'skill', context);
	});
	for (const field of ['preferredAgents', 'directAgent']) noValueField(fields, field);
	return (run: Run) => {
		const { world, conversation } = run;
		const chosen = target.value(run) as Named | undefined;
		const queue = world.queues.find(({ id }) => id === chosen?.id);
		const wanted = skills.map((skill) => skill.value(run) as Named | undefined);
		const spoken = language.value(run) as Named | undefined;
		const number = priority.value(run);
		if (!queue || (wanted.includes(undefined) && world.settings.unsetSkill === 'transferFails')) return false;
		enqueue(world, conversation, queue, {
			priority: Number(number ?? 0),
			skills: wanted.filter((skill) => skill !== undefined),
			...(spoken && { language: spoken }),
		});
		return true;
	};
});

const disconnect = action([], () => ({ world, conversation, participant }) => {
	endConversation(world, conversation, participant, 'The flow ended the chat');
	return true;
});

/** Actions that decide, send messages, transfer, and disconnect. */
export const ROUTING_ACTIONS: Readonly<Record<string, ActionKind>> = {
	decision,
	switch: firstTrue,
	sendResponse,
	transferToAcd,
	disconnect,
};
