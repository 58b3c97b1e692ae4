import { PASSWORD_LENGTH } from "@redoubt/domain/identity";
import { Field, Input } from "@redoubt/ui";

export interface NewPersonFieldsProps {
  /** The address is given and cannot be another one. */
  email?: string | null;
  /** What is wrong with a field, by its name. */
  errorOf: (name: string) => string | undefined;
}

/** Name, address and password of someone who gets an account. */
export function NewPersonFields({ email, errorOf }: NewPersonFieldsProps) {
  return (
    <>
      <Field label="Your name" required error={errorOf("name")}>
        <Input size="lg" name="name" autoComplete="name" maxLength={100} />
      </Field>
      <Field label="E-mail" required error={errorOf("email")}>
        <Input
          size="lg"
          type="email"
          name="email"
          autoComplete="username"
          spellCheck={false}
          defaultValue={email ?? ""}
          readOnly={Boolean(email)}
        />
      </Field>
      <Field
        label="Password"
        required
        error={errorOf("password")}
        help={`At least ${PASSWORD_LENGTH.min} characters. A sentence is easier to keep than a puzzle.`}
      >
        <Input
          size="lg"
          type="password"
          name="password"
          autoComplete="new-password"
          minLength={PASSWORD_LENGTH.min}
          maxLength={PASSWORD_LENGTH.max}
        />
      </Field>
    </>
  );
}
