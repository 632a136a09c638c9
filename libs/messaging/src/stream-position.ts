/** Orders ids of stream entries (`<milliseconds>-<sequence>`): negative when `a` is the older one. */
export function compareEntryIds(a: string, b: string): number {
  const [aTime = '0', aSequence = '0'] = a.split('-');
  const [bTime = '0', bSequence = '0'] = b.split('-');
  return Number(aTime) - Number(bTime) || Number(aSequence) - Number(bSequence);
}

/** The id in a form whose alphabetical order is its order in the stream. */
export function sortableEntryId(id: string): string {
  const [time = '0', sequence = '0'] = id.split('-');
  return `${time.padStart(15, '0')}-${sequence.padStart(10, '0')}`;
}
