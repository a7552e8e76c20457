package com.pickatime.sso.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OAuthClientsTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final OAuthClients clients = new OAuthClients(new ClientSettings(Map.of(
            "reader", new ClientSettings.Client(SECRET, Set.of("contacts.read")),
            "off", new ClientSettings.Client("", Set.of("contacts.read")))));

    @Test
    void tellsWhatAClientMayDo() {
        assertThat(clients.scopes(new ClientCredentials("reader", SECRET))).contains(Set.of("contacts.read"));
    }

    @Test
    void refusesAnotherSecretAnUnknownClientAndOneThatIsOff() {
        assertThat(clients.scopes(new ClientCredentials("reader", SECRET.replace("a", "A"))))
                .isEmpty();
        assertThat(clients.scopes(new ClientCredentials("reader", ""))).isEmpty();
        assertThat(clients.scopes(new ClientCredentials("nobody", SECRET))).isEmpty();
        assertThat(clients.scopes(new ClientCredentials("off", ""))).isEmpty();
        assertThat(clients.scopes(new ClientCredentials("", ""))).isEmpty();
    }
}
