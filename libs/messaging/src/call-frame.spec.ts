import fc from 'fast-check';
import { CatalogueError } from '@har/errors';
import { decodeCall, decodeReply, encodeAnswer, encodeCall, encodeRefusal } from './call-frame';
import { callOf } from '../test/messaging-fixture';

describe('frames', () => {
  const routing = { id: 'a1', reply_to: 'replies', deadline_at: 5 };

  it('name their fields briefly and leave out what is absent', () => {
    const call = callOf('course.get', { id: 1 }, { request_id: 'req', language: 'en' });
    expect(JSON.parse(encodeCall(call, routing))).toEqual({
      v: 1,
      i: 'a1',
      p: 'course.get',
      r: 'replies',
      dl: 5,
      t: 'req',
      l: 'en',
      d: { id: 1 },
    });
  });

  it('bring any data through unchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const frame = decodeCall(encodeCall(callOf('p', data), routing));
        expect(JSON.stringify(frame.d)).toBe(JSON.stringify(data));
      }),
    );
  });

  it.each(['', 'null', '[]', '{"v":2,"i":"1","p":"p","r":"r","dl":1}', '{"v":1,"i":"1","p":"p","r":"r"}'])(
    'refuse what is not a call: %s',
    (text) => {
      expect(() => decodeCall(text)).toThrow();
    },
  );

  it('bring any bytes of an answer through unchanged, as text or as bytes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const reply of [text, Buffer.from(text)]) {
          const frame = decodeReply(Buffer.from(encodeAnswer('z9', reply)));
          expect(frame).toEqual({ id: 'z9', answer: Buffer.from(text) });
        }
      }),
    );
  });

  it('carry a refusal without its stack or cause', () => {
    const error = CatalogueError.from(new Error('secret'));
    const bytes = Buffer.from(encodeRefusal('z9', error));
    expect(bytes.toString()).toBe('z9|e|{"code":"INTERNAL_ERROR"}');
    expect(decodeReply(bytes).refusal).toMatchObject({ code: 'INTERNAL_ERROR' });
  });

  it('turn a refusal that cannot be read into INTERNAL_ERROR', () => {
    expect(decodeReply(Buffer.from('z9|e|oops')).refusal).toMatchObject({ code: 'INTERNAL_ERROR' });
    expect(decodeReply(Buffer.from('z9|e|{"code":"NEWER_CODE"}')).refusal).toMatchObject({
      code: 'INTERNAL_ERROR',
    });
  });
});
