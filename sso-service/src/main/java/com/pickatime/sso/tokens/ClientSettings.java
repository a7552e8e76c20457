package com.pickatime.sso.tokens;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Services and operators that may have tokens.
 *
 * @param clients by client ID
 */
@ConfigurationProperties("sso")
record ClientSettings(@DefaultValue Map<String, Client> clients) {

    private static final int LEAST_CHARACTERS = 32;

    /**
     * One of them.
     *
     * @param secret blank: the client is switched off
     * @param scopes the most it may have
     */
    record Client(
            @DefaultValue("") String secret, @DefaultValue Set<String> scopes) {

        Client {
            scopes = Set.copyOf(scopes);
        }

        boolean isOn() {
            return !secret.isBlank();
        }

        /** Hides the secret. */
        @Override
        public String toString() {
            return "Client[" + scopes + "]";
        }
    }

    /** @throws IllegalArgumentException if a client could be guessed, or could do nothing */
    ClientSettings {
        clients = Map.copyOf(clients);
        clients.forEach(ClientSettings::check);
    }

    private static void check(String id, Client client) {
        if (!client.isOn()) {
            return;
        }
        if (client.secret().length() < LEAST_CHARACTERS) {
            throw new IllegalArgumentException(
                    ("sso.clients.%s.secret has fewer than %d characters and could be guessed;"
                                    + " make a new one, for instance with: openssl rand -base64 33")
                            .formatted(id, LEAST_CHARACTERS));
        }
        if (client.scopes().isEmpty() || client.scopes().stream().anyMatch(ClientSettings::isNoScope)) {
            throw new IllegalArgumentException(
                    "sso.clients.%s.scopes must name what the client may do, like: contacts.read, imports.manage"
                            .formatted(id));
        }
    }

    /** The characters of RFC 6749 section 3.3. */
    private static boolean isNoScope(String text) {
        return !text.matches("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    }
}
