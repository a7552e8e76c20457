package com.pickatime.sso.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.Link;
import com.pickatime.sso.sessions.Session;
import com.pickatime.sso.sessions.SignInMethod;
import com.pickatime.sso.sessions.SignedInPerson;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountViewTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void offersAdministratorsTheTestPage() {
        assertThat(view(AccessLevel.ADMINISTRATOR).links())
                .containsExactly(new Link("/saml/oak/test", "account.trial"));
    }

    @ParameterizedTest
    @EnumSource(value = AccessLevel.class, mode = EnumSource.Mode.EXCLUDE, names = "ADMINISTRATOR")
    void offersItToNobodyElse(AccessLevel level) {
        assertThat(view(level).links()).isEmpty();
    }

    private static AccountView view(AccessLevel level) {
        var who = new SignedInPerson(new BusinessId("oak"), "local:1", "Ada", level, SignInMethod.PASSWORD, null);
        return AccountView.of(new Session("id", who, NOON, NOON.plusSeconds(60)));
    }
}
