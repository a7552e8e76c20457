package com.pickatime.local.infrastructure.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Markup that a browser may show: text in it is escaped. */
record Html(String markup) {

    private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}");

    static Html text(String text) {
        return new Html(text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
    }

    static Html join(Stream<Html> parts) {
        return new Html(parts.map(Html::markup).collect(Collectors.joining()));
    }

    /** The resource of this name with its holes, such as {@code {{subject}}}, filled. */
    static Html template(String name, Map<String, Html> values) {
        var filled = HOLE.matcher(resource(name))
                .replaceAll(
                        hole -> Matcher.quoteReplacement(Objects.requireNonNull(values.get(hole.group(1)), hole.group())
                                .markup()));
        return new Html(filled);
    }

    static String resource(String name) {
        try (var in = Objects.requireNonNull(Html.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
