import { UPLOAD_TYPES } from '@har/contracts';
import { downloadName } from './download-name';

describe('downloadName', () => {
  it.each([
    ['plan.pdf', 'application/pdf', 'plan.pdf'],
    ['Plan.PDF', 'application/pdf', 'Plan.PDF'],
    ['plan.pdf.exe', 'application/pdf', 'plan.pdf.exe.pdf'],
    ['Chapter 1', 'video/webm', 'Chapter 1.webm'],
    ['../../etc/passwd', 'text/plain', '.._.._etc_passwd.txt'],
    ['unknown', 'application/x-unknown', 'unknown.bin'],
  ])('%s as %s', (name, type, saved) => {
    expect(downloadName(name, type)).toBe(saved);
  });

  it('knows an ending for every type that may be sent', () => {
    for (const type of UPLOAD_TYPES) expect(downloadName('x', type)).not.toMatch(/\.bin$/);
  });
});
