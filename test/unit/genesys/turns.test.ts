import { Turns } from '../../../genesys/turns';

function gate(): { open: () => void; opened: Promise<void> } {
	const resolvers: Array<() => void> = [];
	const opened = new Promise<void>((resolve) => resolvers.push(resolve));
	return { open: () => resolvers[0](), opened };
}

describe('turns', () => {
	it('runs work with the same key in order', async () => {
		const turns = new Turns();
		const log: string[] = [];
		const [first, second] = [gate(), gate()];
		const work = (name: string, wait?: Promise<void>) => async () => {
			log.push(`${name} begins`);
			await wait;
			log.push(`${name} ends`);
			return name;
		};
		const all = [turns.take('Ada', work('1', first.opened)), turns.take('Ada', work('2', second.opened)), turns.take('Ada', work('3'))];
		second.open();
		first.open();
		expect(await Promise.all(all)).toEqual(['1', '2', '3']);
		expect(log).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends']);
	});

	it('runs work with different keys in parallel', async () => {
		const turns = new Turns();
		const { open, opened } = gate();
		const slow = turns.take('Ada', async () => await opened);
		expect(await turns.take('Bob', async () => 'done')).toBe('done');
		open();
		await slow;
	});

	it('continues after failed work, whose error only its own caller gets', async () => {
		const turns = new Turns();
		const failing = turns.take('Ada', async () => {
			throw new Error('Genesys is down');
		});
		const next = turns.take('Ada', async () => 'sent');
		await expect(failing).rejects.toThrow('Genesys is down');
		expect(await next).toBe('sent');
	});

	it('times out without running the work, and keeps the order of later work', async () => {
		const turns = new Turns(20);
		const done: string[] = [];
		const { open, opened } = gate();
		const stuck = turns.take('Ada', async () => {
			await opened;
			done.push('stuck');
		});
		const late = turns.take('Ada', async () => done.push('late'));
		await expect(late).rejects.toMatchObject({ code: 'earlier.message.pending', advice: expect.stringContaining("This message wasn't sent") });
		const after = turns.take('Ada', async () => done.push('after'));
		open();
		await Promise.all([stuck, after]);
		expect(done).toEqual(['stuck', 'after']);
	});

	it('releases a key after its work', async () => {
		const turns = new Turns();
		await Promise.allSettled([turns.take('Ada', async () => 1), turns.take('Ada', async () => Promise.reject(new Error('no')))]);
		for (let tick = 0; tick < 20; tick++) await Promise.resolve();
		expect((turns as unknown as { last: Map<string, unknown> }).last.size).toBe(0);
	});

	it('releases finished work while more work with the same key arrives', async () => {
		const turns = new Turns();
		const { last } = turns as unknown as { last: Map<string, Promise<unknown>> };
		const all = ['1', '2', '3'].map(async (result) => await turns.take('Ada', async () => result));
		const kept = last.get('Ada');
		await Promise.all(all);
		expect(await kept).toBeUndefined();
	});
});
