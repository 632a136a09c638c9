import type { SignedIn } from '@har/contracts';
import { RequestError, type AcademyClient } from './academy-client';
import { DEMO_PASSWORD } from './people';
import type { DemoPerson } from './people.types';

/**
 * Registers a demo person, or signs in when the account exists. In this order, because failed sign-ins count against
 * the address that they come from.
 */
export async function signIn(client: AcademyClient, person: DemoPerson): Promise<SignedIn> {
  const { email, first_name, last_name, language } = person;
  try {
    const registration = { email, password: DEMO_PASSWORD, first_name, last_name, language };
    return await client.post<SignedIn>('/auth/register', registration);
  } catch (error) {
    if (!isCode(error, 'EMAIL_TAKEN')) throw error;
    return client.post<SignedIn>('/auth/login', { email, password: DEMO_PASSWORD });
  }
}

/** Whether a request was refused with that code of the error catalogue. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof RequestError && error.code === code;
}
