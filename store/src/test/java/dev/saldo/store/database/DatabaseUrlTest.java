package dev.saldo.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.store.database.DatabaseException.Fault;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses are understood, and what is said about those that aren't.
final class DatabaseUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://ana:p%40ss%2B1@db.example:6432/saldo?sslmode=require",
        "postgresql://ana:p%40ss+1@db.example:6432/saldo?sslmode=require",
        "jdbc:postgresql://db.example:6432/saldo?user=ana&password=p%40ss%2B1&sslmode=require",
      })
  void readsTheUsualForms(String text) {
    var url = DatabaseUrl.parse(text);
    assertThat(url.authority()).isEqualTo("db.example:6432");
    assertThat(url.database()).isEqualTo("saldo");
    assertThat(url.user()).isEqualTo("ana");
    assertThat(url.password()).isEqualTo("p@ss+1");
    assertThat(url.parameters()).containsOnly(java.util.Map.entry("sslmode", "require"));
    assertThat(url.toString()).doesNotContain("p@ss");
  }

  @Test
  void fillsInThePortAndTheDriversNames() {
    var url = DatabaseUrl.parse("postgres://a:b@one,two:6000/d?target_session_attrs=read-write");
    assertThat(url.toJdbc()).isEqualTo("jdbc:postgresql://one:5432,two:6000/d");
    assertThat(url.parameters()).containsEntry("targetServerType", "primary");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mysql://a:hidden@h/d            | it must begin with postgres://
          h:5432/d                        | it must begin with postgres://
          postgres:///d                   | the host is missing
          postgres://a:hidden@h           | the database's name is missing
          postgres://h/d                  | the user is missing
          postgres://a:hidden@h:port/d    | the port must be a number
          postgres://a:hidden@h:70000/d   | the port must be a number
          postgres://a:hid^den@h/d        | %23 for #
          postgres://a:hidden@h/d?sslmode | its parameters must be name=value
          """)
  void saysWhatIsWrongWithoutRepeatingThePassword(String text, String complaint) {
    assertThatThrownBy(() -> DatabaseUrl.parse(text))
        .isInstanceOfSatisfying(
            DatabaseException.class, e -> assertThat(e.fault()).isEqualTo(Fault.URL_MALFORMED))
        .hasMessageContaining(complaint)
        .message()
        .doesNotContain("hidden")
        .doesNotContain("hid^den");
  }

  @Test
  void nodesAgreeOnTheApplicationsPassword() {
    String text = "postgres://owner:secret@h/saldo";
    var one = DatabaseAccess.fromUrls(text, Optional.empty());
    var two = DatabaseAccess.fromUrls(text, Optional.empty());
    assertThat(one.application().user()).isEqualTo("saldo_app");
    assertThat(one.application()).isEqualTo(two.application());
    assertThat(one.application().password()).hasSize(64);
  }

  @Test
  void ownerAndApplicationAreTwoRoles() {
    String text = "postgres://same:secret@h/saldo";
    assertThatThrownBy(() -> DatabaseAccess.fromUrls(text, Optional.of(text)))
        .hasMessageContaining("two roles");
  }
}
