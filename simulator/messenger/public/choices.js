import { element } from '/desk/lib/element.js';

/** A labeled select that keeps its value when its options change. */
export function choice(label, onChange) {
	const node = element('select', { onChange });
	return {
		field: element('label', {}, label, node),
		value: () => node.value,
		/** @param {Array<[value: string, text: string]>} options */
		fill(options, wanted = node.value) {
			node.replaceChildren(...options.map(([value, text]) => element('option', { value }, text)));
			if (options.some(([value]) => value === wanted)) node.value = wanted;
			node.disabled = options.length === 0;
		},
	};
}

const END = ['', 'End of the flow'];

/** The target of each output of the action: a queue or the end of the flow. */
export function outputsField() {
	const rows = element('div', { class: 'outputs' });
	let outputs = [];
	return {
		field: element('fieldset', {}, element('legend', {}, 'Outputs of the action'), rows),
		/** @param {string[]} intents @param {string[]} queues the first one is the default */
		fill(intents, queues) {
			const before = new Map(outputs.map((output) => [output.intent, output.list.value()]));
			outputs = [...intents, null].map((intent) => {
				const list = choice(intent ?? 'Failure', () => {});
				const byDefault = intent === null || /escalat|agent|human|handover/i.test(intent) ? queues[0] : '';
				list.fill([...queues.map((queue) => [queue, `Queue ${queue}`]), END], before.get(intent) ?? byDefault);
				return { intent, list };
			});
			rows.replaceChildren(...outputs.map(({ list }) => list.field));
		},
		values() {
			const led = outputs.filter(({ list }) => list.value() !== '').map(({ intent, list }) => [intent, { queue: list.value() }]);
			const onFailure = led.find(([intent]) => intent === null)?.[1];
			return { onIntent: Object.fromEntries(led.filter(([intent]) => intent !== null)), ...(onFailure && { onFailure }) };
		},
	};
}
