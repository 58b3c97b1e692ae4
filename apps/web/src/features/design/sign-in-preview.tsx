import { SignInScreen } from "#features/identity/index.ts";

/** The sign-in page with a provider and a refused attempt. */
export function SignInPreview() {
  return (
    <SignInScreen
      title="Meridian Labs"
      host="redoubt.meridian.example"
      version="0.1.0"
      providers={[{ id: "sso", label: "Continue with company SSO", href: "#sso" }]}
      problem="The e-mail or the password is not right."
    />
  );
}
