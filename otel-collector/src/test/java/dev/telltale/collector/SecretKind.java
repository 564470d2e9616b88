package dev.telltale.collector;

import java.util.Locale;

/** What people write into telemetry by mistake. %s is where the part nobody may see stands. */
enum SecretKind {
  AUTHORIZATION(Tells.KEY, "http.request.header.authorization"),
  SET_COOKIE(Tells.KEY, "set-cookie"),
  PASSWORD(Tells.KEY, "db.password"),
  CLIENT_SECRET(Tells.KEY, "clientSecret"),
  REFRESH_TOKEN(Tells.KEY, "refresh_token"),
  API_KEY(Tells.KEY, "X-Api-Key"),
  PRIVATE_KEY(Tells.KEY, "wallet.private_key"),
  MNEMONIC(Tells.KEY, "mnemonic"),
  KEY_BLOCK(
      Tells.VALUE,
      "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEI%s\nAwEHoUQ\n-----END EC PRIVATE KEY-----"),
  BEARER(Tells.VALUE, "sent bearer abc%s"),
  BASIC(Tells.VALUE, "tried basic dXNlcjpw%s="),
  JSON_WEB_TOKEN(Tells.VALUE, "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.%s"),
  AWS_KEY(Tells.VALUE, "as AKIA00000000%s"),
  GITHUB_TOKEN(Tells.VALUE, "as ghp_0000000000000000000000000000%s"),
  GITHUB_FINE_GRAINED(Tells.VALUE, "as github_pat_00000000000000%s"),
  GITLAB_TOKEN(Tells.VALUE, "as glpat-000000000000%s"),
  SLACK_TOKEN(Tells.VALUE, "as xoxb-000000%s"),
  GOOGLE_KEY(Tells.VALUE, "as AIza000000000000000000000000000%s"),
  NPM_TOKEN(Tells.VALUE, "as npm_0000000000000000000000000000%s"),
  STRIPE_KEY(Tells.VALUE, "as sk_live_0000000000%s"),
  URL_PASSWORD(Tells.VALUE, "GET https://user:p@ss%s@peer.example/x"),
  CARD_NUMBER(Tells.VALUE, "paid with 4111%s"),
  TEXT_PASSWORD(Tells.VALUE, "jdbc:x?user=a&PGPASSWORD=%s&ssl=true"),
  QUOTED_PASSWORD(Tells.VALUE, "sign-in {passphrase: 'two words %s'}"),
  JSON_TEXT(Tells.VALUE, "{\"user\": \"a\", \"accessToken\": \"%s\"}"),
  ESCAPED_JSON(Tells.VALUE, "{\\\"secret\\\": \\\"%s\\\"}"),
  COOKIE_HEADER(Tells.VALUE, "sent Cookie: theme=dark; session=%s"),
  COMMAND_LINE(Tells.VALUE, "node --wallet-password %s --port 1"),
  XML(Tells.VALUE, "<login><password>%s</password></login>");

  private enum Tells {
    KEY,
    VALUE
  }

  private final Tells tells;
  private final String form;

  SecretKind(Tells tells, String form) {
    this.tells = tells;
    this.form = form;
  }

  /** A secret of this kind; each {@code number} has its own marker. */
  Secret secret(int number) {
    // A card number has digits only, and the marker is as long as the longest of its groups.
    String marker =
        this == CARD_NUMBER
            ? "%012d".formatted(700_000_000_000L + number)
            : "MARK%04d".formatted(number);
    return tells == Tells.KEY
        ? new Secret(form, marker, form + ": " + marker, marker)
        : new Secret("note", form.formatted(marker), form.formatted(marker), marker);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
