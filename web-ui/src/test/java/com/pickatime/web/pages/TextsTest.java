package com.pickatime.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Every text that a template names is there, in each language that it is read in, and nothing in a template gets past the policy. */
class TextsTest {

    private static final Pattern KEY = Pattern.compile("#\\{([a-z][a-zA-Z0-9._-]*)(?=[(}])|msg\\('([^']+)'\\)");
    private static final Pattern COMPOSED = Pattern.compile("#\\{\\|([a-zA-Z0-9.-]*)\\$");
    private static final Set<String> FOR_PARENTS = Set.of(
            "shell.html",
            "home.html",
            "children.html",
            "no-parent.html",
            "scheduler.html",
            "scheduler-events.html",
            "appointment.html");

    static Stream<Resource> templates() throws IOException {
        return Arrays.stream(
                new PathMatchingResourcePatternResolver().getResources("classpath:/templates/web/**/*.html"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void areThere(Resource template) throws IOException {
        var text = template.getContentAsString(StandardCharsets.UTF_8);
        var english = bundle("messages");
        var spanish = bundle("messages_es");

        assertThat(english.stringPropertyNames()).as(template.getFilename()).containsAll(keys(text));
        assertThat(composed(text))
                .allSatisfy(beginning -> assertThat(english.stringPropertyNames())
                        .as(template.getFilename() + " " + beginning)
                        .anyMatch(key -> key.startsWith(beginning)));
        if (FOR_PARENTS.contains(Objects.requireNonNull(template.getFilename()))) {
            assertThat(spanish.stringPropertyNames()).as(template.getFilename()).containsAll(keys(text));
            var wanted = composed(text).stream()
                    .flatMap(beginning -> english.stringPropertyNames().stream()
                            .filter(key -> !beginning.isEmpty() && key.startsWith(beginning)))
                    // the navigation is administrators' own, and what was done is told on pages of both
                    .filter(key -> !key.startsWith("nav.") && !key.startsWith("done."))
                    .collect(Collectors.toSet());
            assertThat(spanish.stringPropertyNames()).as(template.getFilename()).containsAll(wanted);
        }
    }

    /** Whose texts are English alone must not look half translated. */
    @Test
    void areSpanishOnlyWhereTheyAreEnglishToo() throws IOException {
        assertThat(bundle("messages").stringPropertyNames())
                .containsAll(bundle("messages_es").stringPropertyNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages", "messages_es"})
    void areFormatsThatCanBeRead(String bundle) throws IOException {
        var texts = bundle(bundle);
        for (var key : texts.stringPropertyNames()) {
            var text = texts.getProperty(key);
            if (text.contains("{0")) {
                var shown = new MessageFormat(text, Locale.US).format(new Object[] {2, 3, 4});
                assertThat(shown).as(key).doesNotContain("{", "}");
                assertThat(text.replace("''", "")).as(key).doesNotContain("'");
            } else {
                assertThat(text)
                        .as(key + " has no values, so an apostrophe is written once")
                        .doesNotContain("''");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void standInTemplatesWithoutScriptsOrStylesOfTheirOwn(Resource template) throws IOException {
        var text = template.getContentAsString(StandardCharsets.UTF_8);

        assertThat(text)
                .doesNotContainPattern("\\sstyle=|\\son[a-z]+=|hx-on|<style|javascript:|<script(?![^>]*th:src)");
        // the form's token comes with th:action, and with it alone
        assertThat(text).doesNotContainPattern("<form(?=[^>]*method=\"post\")(?![^>]*th:action)");
        // text that is not escaped comes from our own bundles alone
        assertThat(text).doesNotContainPattern("th:utext=\"(?!#\\{)");
    }

    private static Set<String> keys(String template) {
        return KEY.matcher(template)
                .results()
                .map(found -> Objects.requireNonNullElse(found.group(1), found.group(2)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> composed(String template) {
        return COMPOSED.matcher(template).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static Properties bundle(String name) throws IOException {
        var texts = new Properties();
        try (var file =
                Objects.requireNonNull(TextsTest.class.getResourceAsStream("/web-ui/" + name + ".properties"))) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
