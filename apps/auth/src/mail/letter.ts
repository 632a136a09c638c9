/** A mail ready to be sent. */
export interface Letter {
  /** Stays the same when the mail is sent again, so that servers can tell. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where one click stops such mails (RFC 8058). */
  readonly unsubscribe_url?: string;
  /** When the mail became due. */
  readonly date: Date;
}

/** Whatever takes letters away. */
export interface MailTransport {
  /** @throws when it was not taken; it is tried again later */
  send(letter: Letter): Promise<void>;
  close(): Promise<void>;
}

/** To inject the transport that the configuration chose. */
export const MAIL_TRANSPORT = Symbol('MAIL_TRANSPORT');
