import { invalidValue } from './apiError.mts';

const MAX_PAGE_SIZE = 500;

function positive(text: string | undefined, field: string, fallback: number): number {
	if (text === undefined || text === '') return fallback;
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1) throw invalidValue(text, field, 'Integer');
	return value;
}

/**
 * One page of a list, in the envelope of all entity listings of the platform API.
 * @param path the list's path, for the links
 * @throws ApiError 400 for a page size or number that is not a positive whole number
 */
export function pageOf(all: readonly unknown[], query: Record<string, string>, path: string): Record<string, unknown> {
	const pageSize = Math.min(positive(query['pageSize'], 'pageSize', 25), MAX_PAGE_SIZE);
	const pageNumber = positive(query['pageNumber'], 'pageNumber', 1);
	const pageCount = Math.max(1, Math.ceil(all.length / pageSize));
	const link = (page: number): string => `${path}?pageSize=${pageSize}&pageNumber=${page}`;
	return {
		entities: all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
		pageSize,
		pageNumber,
		total: all.length,
		pageCount,
		firstUri: link(1),
		...(pageNumber < pageCount && { nextUri: link(pageNumber + 1) }),
		...(pageNumber > 1 && { previousUri: link(pageNumber - 1) }),
		lastUri: link(pageCount),
		selfUri: link(pageNumber),
	};
}

/** Whether a name matches a `name` query, in which `*` matches anything. Case-insensitive. */
export function matchesName(name: string, pattern: string | undefined): boolean {
	if (!pattern) return true;
	const parts = pattern.toLowerCase().split('*');
	const text = name.toLowerCase();
	if (parts.length === 1) return text === parts[0];
	const [first = '', ...rest] = parts;
	const last = rest.pop() ?? '';
	if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
	let from = first.length;
	for (const part of rest) {
		const found = text.indexOf(part, from);
		if (found < 0) return false;
		from = found + part.length;
	}
	return from <= text.length - last.length;
}
