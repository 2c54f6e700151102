'use client';

import { Field, Input, type InputProps } from '@fluentui/react-components';
import { Controller, type Control, type FieldPath, type FieldValues } from 'react-hook-form';
import { useFieldMessage } from '#components/wizard/frame/use-field-message.ts';

type TextFieldProps<Values extends FieldValues> = Pick<
  InputProps,
  'type' | 'autoComplete' | 'maxLength' | 'contentAfter' | 'spellCheck'
> & {
  readonly control: Control<Values>;
  readonly name: FieldPath<Values>;
  readonly label: string;
  readonly hint?: string;
  readonly className?: string;
  /** Told when the reader leaves the field. */
  readonly onLeave?: () => void;
};

/**
 * A line of text in a form, with its problem in words under it. It has to be filled in, as every
 * field of the wizard, so no mark says so.
 */
export function TextField<Values extends FieldValues>(props: TextFieldProps<Values>) {
  const { control, name, label, hint, className, onLeave, ...input } = props;
  const fieldMessage = useFieldMessage();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => (
        <Field
          label={label}
          {...(hint !== undefined && { hint })}
          {...(className !== undefined && { className })}
          {...fieldMessage(fieldState.error)}
        >
          <Input
            {...input}
            {...field}
            required
            onBlur={() => {
              field.onBlur();
              onLeave?.();
            }}
          />
        </Field>
      )}
    />
  );
}
