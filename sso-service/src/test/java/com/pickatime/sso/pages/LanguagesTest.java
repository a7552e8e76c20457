package com.pickatime.sso.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is said in English is said in Spanish too. */
class LanguagesTest {

    @ParameterizedTest
    @ValueSource(strings = {"/pages/messages", "/sso-service/messages"})
    void sayTheSame(String bundle) throws IOException {
        var english = texts(bundle);
        var spanish = texts(bundle + "_es");

        assertThat(spanish.stringPropertyNames())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
        for (var key : english.stringPropertyNames()) {
            assertThat(spanish.getProperty(key).contains("{0}"))
                    .as(key)
                    .isEqualTo(english.getProperty(key).contains("{0}"));
        }
    }

    private static Properties texts(String name) throws IOException {
        var texts = new Properties();
        try (var file = Objects.requireNonNull(LanguagesTest.class.getResourceAsStream(name + ".properties"))) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
