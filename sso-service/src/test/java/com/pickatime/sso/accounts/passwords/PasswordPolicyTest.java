package com.pickatime.sso.accounts.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.pickatime.sso.accounts.passwords.UnfitPasswordException.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

    private final PasswordPolicy rules = new PasswordPolicy();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "vK8#qPz!mW2r",
                "\u00e9t\u00e9 parapluie tortue \u00e9clair",
                "\u7d2b\u8272\u96e8\u4f1e\u8dd1\u5f97\u5feb\u6708\u4eae\u6a58\u5b50\u8336\u676f",
                "umbrella tuba gravel fourteen oak",
                "Tr7vXq9LmZ2wKd",
                "x7Kq-Zt4m-Pw9r-Bn2d",
                "gravel.tulip.umbrella",
                "Gartenzaun Kirschkuchen 7 Laterne",
                "8392018473625519",
                "passwordpassword then a tulip and a gravel tuba"
            })
    void takesALongOneThatNobodyWouldTryFirst(String password) {
        assertThatCode(() -> check(password, password)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "            ", "elevenchars", "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"})
    void asksForTwelveCharacters(String password) {
        refuses(password, Rule.SHORT);
    }

    @Test
    void saysThatAccentsTakeMoreRoom() {
        refuses("\u00e9t\u00e9 parapluie ".repeat(5), Rule.LONG);
    }

    @Test
    void refusesTwoDifferentEntries() {
        assertThatExceptionOfType(UnfitPasswordException.class)
                .isThrownBy(() -> check("correct horse battery staple", "correct horse battery stable"))
                .satisfies(refusal -> assertThat(refusal.broken()).isEqualTo(Rule.DIFFERENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x9!ada.byron-Qr7zz",
                "x9!ADA.BYRON-Qr7zz",
                "tulip oakville gravel tuba",
                "tulip o4kville gravel tuba",
                "tulip Oak-Ville gravel tuba",
                "gravel AdaLovelace tulip",
                "gravel Ada Love1ace tulip",
                "PickAtime tulip gravel"
            })
    void refusesOnesThatNameThePersonOrTheSchool(String password) {
        refuses(password, Rule.PERSONAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passwordpassword",
                "password1234",
                "123456789012",
                "aaaaaaaaaaaaaaaa",
                "qwertyuiop[]",
                "abcdefghijkl",
                "P@ssw0rdP@ssw0rd",
                "iloveyouiloveyou",
                "letmeinletmein",
                "Winter2026Summer2026",
                "Summer2026!Summer2026!",
                "Password123!Password123!",
                "basketball2026!!!!!!",
                "P@ssw0rd2026!!",
                "football1987football",
                "iloveyousunshineprincess",
                "MyDogBuddy2019!!",
                "password!1@2#3$4%5^6",
                "Byron2026Lovelace!!",
                "ExampleTeacher2026!!",
                "lovelace.example.byron",
                "#$%^&*()_+{}|:",
                "12345678901234567890",
                "031419870314",
                "monkeymonkey123",
                "passwordpasswordpasswordpasswordpasswordpassword"
            })
    void refusesOnesThatAreTriedFirst(String password) {
        refuses(password, Rule.GUESSABLE);
    }

    @Test
    void aComplaintDoesNotRepeatThePassword() {
        assertThatExceptionOfType(UnfitPasswordException.class)
                .isThrownBy(() -> check("passwordpassword", "passwordpassword"))
                .satisfies(refusal -> assertThat(refusal).message().doesNotContain("passwordpassword"));
        assertThat(new NewPassword("secret", "secret", "ada@example.org", List.of()))
                .hasToString("NewPassword");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4@8({[<369&#!1/|0$5+7%24@8({[<369&#!1/|0$5+7%24@8({[<369&#!1/|0$5+7%24@8",
                "a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4",
                "1212121212121212121212121212121212121212121212121212121212121212121212@@"
            })
    void noPasswordKeepsItBusyForLong(String password) {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            try {
                check(password, password);
            } catch (UnfitPasswordException expected) {
                assertThat(expected.broken()).isEqualTo(Rule.GUESSABLE);
            }
        });
    }

    private void refuses(String password, Rule broken) {
        assertThatExceptionOfType(UnfitPasswordException.class)
                .isThrownBy(() -> check(password, password))
                .satisfies(refusal -> assertThat(refusal.broken()).isEqualTo(broken));
    }

    private void check(String password, String repeated) {
        rules.check(
                password,
                new NewPassword(password, repeated, "ada.byron@example.org", List.of("oakville", "Ada Lovelace")));
    }
}
