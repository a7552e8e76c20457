package com.pickatime.imports;

import com.pickatime.events.ImportEvent;
import com.pickatime.imports.doubles.ClassLinkDouble;
import com.pickatime.imports.doubles.ContactsDouble;
import com.pickatime.imports.doubles.TopicReader;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webtestclient.autoconfigure.WebTestClientBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** What is around the service in tests. */
@TestConfiguration(proxyBeanMethods = false)
public class Surroundings {

    public static final String SIGNING_SECRET = "whsec_c2VjcmV0LW9mLXRoZS10ZXN0cw==";

    @Bean
    Keysets keysets() {
        return Keysets.generate();
    }

    @Bean
    FieldCipher fieldCipher(Keysets keysets) {
        return keysets.fieldCipher();
    }

    @Bean
    KeyedHash keyedHash(Keysets keysets) {
        return keysets.keyedHash();
    }

    @Bean
    ClassLinkDouble classLinkDouble() {
        return new ClassLinkDouble();
    }

    @Bean
    ContactsDouble contactsDouble() {
        return new ContactsDouble();
    }

    @Bean
    TopicReader<ImportEvent> importEvents() {
        return TopicReader.start(Topics.IMPORT_EVENTS);
    }

    @Bean
    WebTestClientBuilderCustomizer withToken() {
        return client -> client.defaultHeaders(headers -> headers.setBearerAuth(
                TestTokens.service(Scopes.CONNECTIONS_MANAGE, Scopes.IMPORTS_MANAGE, Scopes.OPERATIONS_READ)));
    }

    @Bean
    DynamicPropertyRegistrar addresses(ClassLinkDouble classLink, ContactsDouble contacts) throws IOException {
        var directory = Files.createTempDirectory("import-service-test");
        return properties -> {
            TestTokens.settings().forEach((name, value) -> properties.add(name, () -> value));
            properties.add("imports.classlink.base-url", classLink::url);
            properties.add("imports.contacts.base-url", contacts::url);
            properties.add("imports.data-directory", directory::toString);
        };
    }
}
