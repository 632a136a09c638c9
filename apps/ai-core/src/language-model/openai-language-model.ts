import Joi from 'joi';
import { inputSchema } from '@har/routing';
import {
  held,
  LanguageModelError,
  type LanguageModel,
  type ModelAnswer,
  type ModelQuestion,
} from './language-model';
import { countedTokens, postToOpenAi, USAGE, type OpenAiServer, type Usage } from './openai-api';

interface Completion extends Usage {
  choices: { message: { content: string }; finish_reason?: string | null }[];
}

const COMPLETION = Joi.object<Completion, true>({
  choices: Joi.array()
    .items(
      Joi.object({
        message: Joi.object({ content: Joi.string().required() }).unknown().required(),
        finish_reason: Joi.string().allow(null),
      }).unknown(),
    )
    .min(1)
    .required(),
  ...USAGE,
}).unknown();

/** A model behind any server that speaks OpenAI's chat completions with JSON Schema output. */
export class OpenAiLanguageModel implements LanguageModel {
  constructor(private readonly options: OpenAiServer & { model: string }) {}

  async ask<T>(question: ModelQuestion<T>): Promise<ModelAnswer<T>> {
    const { name, instructions, content, schema, max_tokens, deadline_ms } = question;
    const body = {
      model: this.options.model,
      messages: [
        { role: 'system', content: instructions },
        { role: 'user', content },
      ],
      max_tokens,
      temperature: 0.2,
      response_format: {
        type: 'json_schema',
        json_schema: { name, strict: true, schema: inputSchema(schema) },
      },
    };
    const completion = held(
      COMPLETION,
      await postToOpenAi(this.options, '/chat/completions', body, deadline_ms),
    );
    const [choice] = completion.choices;
    if (!choice || choice.finish_reason === 'length') throw new LanguageModelError('invalid');
    const text = choice.message.content;
    return {
      value: held(schema, parse(text)),
      tokens: countedTokens(completion, [instructions, content, text]),
    };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LanguageModelError('invalid');
  }
}
