import type { FieldProps } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { isFieldProblem } from '#lib/domain/wizard/field-problem.ts';

type FieldError = { readonly message?: string | undefined } | undefined;

/** The props that make a Fluent UI field show its problem in words. */
export function useFieldMessage() {
  const t = useTranslations('wizard.fields');
  return (error: FieldError): Pick<FieldProps, 'validationState' | 'validationMessage'> => {
    const code = error?.message;
    if (code === undefined) return {};
    const message = isFieldProblem(code) ? t(code) : code;
    return { validationState: 'error', validationMessage: message };
  };
}
