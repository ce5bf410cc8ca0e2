import { read } from '../../../support/documentation';
import { happenings, lifecycleDiagram } from '../../../support/lifecycleDiagram';
import { LIFECYCLE, WHO_IS_THERE } from '../../../../genesys/conversations/lifecycleTable';

describe('the life cycle', () => {
	it('is documented as it is', () => {
		expect(read('docs/lifecycle.md')).toContain(lifecycleDiagram());
	});

	it('ends with the customer or with the conversation, and by nothing that an agent does', () => {
		for (const row of [LIFECYCLE.bot, LIFECYCLE.waiting, LIFECYCLE.offered, LIFECYCLE.agent]) {
			expect(happenings.filter((what) => row[what] === 'ended')).toEqual(['customerLeft', 'disconnected']);
		}
		expect(WHO_IS_THERE).not.toContain('ended');
	});

	it('is left again only by a customer who writes anew', () => {
		expect(happenings.filter((what) => LIFECYCLE.ended[what] !== 'ended')).toEqual(['customerJoined']);
	});
});
