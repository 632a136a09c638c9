import { mentionedIn, withNames } from './mention';

const ADA = '665f1c2ab7e4d91f0a3c5d02';
const BEN = '665f1c2ab7e4d91f0a3c5d03';

describe('mentionedIn', () => {
  it.each<[string, string[]]>([
    ['Nobody', []],
    [`@${ADA} look`, [ADA]],
    [`(@${ADA}), and @${BEN}.`, [ADA, BEN]],
    [`@${ADA.toUpperCase()} @${ADA}`, [ADA]],
    [`mail ada@${ADA}`, []],
    [`@@${ADA}`, []],
    [`@${ADA}7`, []],
    [`@${ADA.slice(1)}`, []],
  ])('%s', (text, ids) => {
    expect(mentionedIn(text)).toEqual(ids);
  });
});

describe('withNames', () => {
  it('shows names where they are known', () => {
    const names = new Map([[ADA, 'Ada Lovelace']]);
    expect(withNames(`@${ADA}, @${BEN}!`, names)).toBe(`@Ada Lovelace, @${BEN}!`);
  });
});
