import type { HttpResponse } from '../../genesys/client';

export type Json = Record<string, unknown>;

/** A request that is answered, its permission, and the response to the pattern's captures and the body. */
export type OrganizationRoute = [pattern: RegExp, permission: string, handle: (id: string, body: Json) => HttpResponse];

/** One kind of object: what a list returns, what POST creates, what PATCH changes. */
export class Shelf {
	readonly items: Json[] = [];

	constructor(private readonly kind: string) {}

	add(body: Json): Json {
		const item = { id: `${this.kind}-${this.items.length + 1}`, ...body };
		this.items.push(item);
		return item;
	}

	byId(id: string): Json | undefined {
		return this.items.find((item) => item.id === id);
	}

	byName(name: string): Json {
		const item = this.items.find((one) => one.name === name);
		if (!item) throw new Error(`There is no ${this.kind} "${name}"`);
		return item;
	}
}

export function list(shelf: Shelf): HttpResponse {
	return ok({ entities: shelf.items, pageCount: 1 });
}

export function show(shelf: Shelf, id: string): HttpResponse {
	const item = shelf.byId(id);
	return item ? ok(item) : refuse(404);
}

export function change(shelf: Shelf, id: string, body: Json): HttpResponse {
	const item = shelf.byId(id);
	return item ? ok(Object.assign(item, body)) : refuse(404);
}

export function ok(body: unknown = {}): HttpResponse {
	return { status: 200, headers: {}, body };
}

export function refuse(status: number, headers: Record<string, string> = {}): HttpResponse {
	return { status, headers, body: { status, code: status === 404 ? 'not.found' : 'bad.request', message: 'No' } };
}

export function lacks(permission: string): HttpResponse {
	const message = `Unable to perform the requested action. You are missing the following permission(s): ${permission}`;
	return { status: 403, headers: {}, body: { status: 403, code: 'missing.permissions', message } };
}
