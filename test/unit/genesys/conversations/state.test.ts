import fc from 'fast-check';
import { parseConversation } from '../../../../genesys/conversations/conversation';
import { observe } from '../../../../genesys/conversations/lifecycle';
import { statusOf } from '../../../../genesys/conversations/status';
import { read } from '../../../support/documentation';
import { lifecycleDiagram } from '../../../support/lifecycleDiagram';
import { Scenario, STEPS } from './scenario';

describe('the state of a conversation', () => {
	it('is documented as the code computes it', () => {
		expect(read('docs/lifecycle.md')).toContain(lifecycleDiagram());
	});

	it('is left after the end only if the customer returns, and always ends with the customer', () => {
		const arrows = lifecycleDiagram().split('\n');
		expect(arrows.filter((arrow) => arrow.includes('ended -->'))).toEqual(['    ended --> flow: customer returns']);
		expect(arrows.filter((arrow) => arrow.includes('--> ended')).every((arrow) => arrow.endsWith('ended: conversationEnded'))).toBe(true);
	});

	it('is the same in Get Status and in the lifecycle, for notifications and lookups', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...STEPS), { maxLength: 14 }), (steps) => {
				for (const { frame, snapshot, at } of new Scenario('c', steps).moments) {
					const states = [frame, snapshot].flatMap((body) => {
						const conversation = parseConversation(body);
						return conversation ? [statusOf(conversation).status, observe(undefined, conversation, at).lifecycle.state] : [];
					});
					expect(new Set(states).size).toBe(1);
					expect(states).toHaveLength(4);
				}
			}),
			{ numRuns: 300 },
		);
	});
});
