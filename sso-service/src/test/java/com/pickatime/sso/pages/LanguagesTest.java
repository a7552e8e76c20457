package com.pickatime.sso.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.sso.accounts.passwords.UnfitPasswordException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is said in English is said in Spanish too, and nothing is asked for that is not said. */
class LanguagesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");

    /** Where the code names the texts of a page: each has a title, words, and what to do next. */
    private static final Pattern PAGE = Pattern.compile("\"(message\\.[a-z-]+)\"");

    private static final Pattern LABEL = Pattern.compile("\"((?:go|account)\\.[a-z-]+)\"|\"(forgotten\\.back)\"");
    private static final Pattern KEY = Pattern.compile("#\\{([a-z][a-zA-Z0-9._-]*)(?=[(}])|msg\\('([^']+)'\\)");

    /** Those that end with something from outside, whose constants are looked for where they are. */
    private static final Pattern COMPOSED = Pattern.compile("#\\{\\|([a-zA-Z0-9.-]+)\\$");

    @ParameterizedTest
    @ValueSource(strings = {"/pages/messages", "/sso-service/messages"})
    void sayTheSame(String bundle) throws IOException {
        var english = texts(bundle);
        var spanish = texts(bundle + "_es");

        assertThat(spanish.stringPropertyNames())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
        for (var key : english.stringPropertyNames()) {
            assertThat(spanish.getProperty(key)).as(key).isNotBlank();
            assertThat(spanish.getProperty(key).contains("{0}"))
                    .as(key)
                    .isEqualTo(english.getProperty(key).contains("{0}"));
        }
    }

    @Test
    void haveWhatThePagesOfTheCodeSay() throws IOException {
        var code = read(SOURCES, ".java");
        var pages = found(PAGE, code);

        assertThat(pages).hasSizeGreaterThan(20);
        assertThat(texts("/sso-service/messages").stringPropertyNames())
                .containsAll(pages.stream()
                        .flatMap(page -> Stream.of(page + ".title", page + ".words", page + ".next"))
                        .toList())
                .containsAll(found(LABEL, code))
                .containsAll(Arrays.stream(UnfitPasswordException.Rule.values())
                        .map(rule -> "password.unfit." + rule)
                        .toList());
    }

    @Test
    void haveWhatTheTemplatesSay() throws IOException {
        var templates = read(TEMPLATES, ".html");
        var known = Stream.of("/pages/messages", "/sso-service/messages")
                .flatMap(bundle -> texts(bundle).stringPropertyNames().stream())
                .collect(Collectors.toSet());

        assertThat(known).containsAll(found(KEY, templates));
        assertThat(found(COMPOSED, templates))
                .isNotEmpty()
                .allSatisfy(beginning -> assertThat(known).anyMatch(key -> key.startsWith(beginning)));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> Objects.requireNonNullElseGet(match.group(1), () -> match.group(2)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path folder, String suffix) throws IOException {
        try (var files = Files.walk(folder)) {
            var text = new StringBuilder();
            for (var file :
                    files.filter(each -> each.toString().endsWith(suffix)).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }

    private static Properties texts(String name) {
        var texts = new Properties();
        try (var file = Objects.requireNonNull(LanguagesTest.class.getResourceAsStream(name + ".properties"))) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
