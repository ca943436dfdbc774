import { describe, expect, it } from 'vitest';

import type { EndReason, FailureCode, ProtectionTrouble } from './backend';
import { fail } from './backend/pretend';
import { endings, failureSeverity, protectionWays, sayFailure } from './failures';
import { en } from './i18n/en';
import { it as italian } from './i18n/it';

const catalogues = { en, it: italian };

describe.each(Object.entries(catalogues))('in %s', (tag, t) => {
  it.each(Object.keys(failureSeverity) as FailureCode[])('%s says what happened and what helps', (code) => {
    for (const more of [{}, { retryAfter: 90 }, { reference: 12 }]) {
      const { what, next } = sayFailure(fail(code, more), t);
      expect(what).toMatch(/^\p{Lu}.*[.]$/u);
      expect(next).toMatch(/^\p{Lu}.*[.]$/u);
      expect(what + next).not.toMatch(/undefined|NaN|!/);
    }
  });

  it.each(Object.keys(endings) as EndReason[])(
    'an end by %s says who, when, what is safe and what to do',
    (reason) => {
      const said = t.ends[reason];
      for (const by of [null, 'Kitchen laptop'])
        expect(said.when('Elm Street', 0, by)).toContain('Elm Street');
      expect(said.title && said.safe && said.next).toBeTruthy();
    },
  );

  it.each(Object.keys(protectionWays) as ProtectionTrouble[])('%s of the lock is explained', (trouble) => {
    const { title, why, help } = t.protection[trouble];
    expect(title && why && help).toBeTruthy();
  });

  it('sentences differ from the other language', () => {
    const other = tag === 'en' ? italian : en;
    for (const code of Object.keys(failureSeverity) as FailureCode[]) {
      expect(t.failures[code](0, 0).what).not.toBe(other.failures[code](0, 0).what);
    }
  });
});

it('a code that this window does not know yet still gives a sentence', () => {
  const unknown = { ...fail('not_now'), code: 'from_the_future' as FailureCode };
  expect(sayFailure(unknown, en).what).toBe(en.failures.not_now(0, 0).what);
});
