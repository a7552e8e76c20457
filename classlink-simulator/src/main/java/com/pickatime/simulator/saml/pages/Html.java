package com.pickatime.simulator.saml.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.util.HtmlUtils;

/** Markup for a browser; text becomes markup only when it is escaped. */
record Html(String markup) {

    static final Html NOTHING = new Html("");

    private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}");

    static Html text(String text) {
        return new Html(HtmlUtils.htmlEscape(text, "UTF-8"));
    }

    static Html join(Stream<Html> parts) {
        return new Html(parts.map(Html::markup).collect(Collectors.joining()));
    }

    /** The template of this name with each {@code {{hole}}} filled. */
    static Html template(String name, Map<String, Html> values) {
        return new Html(HOLE.matcher(resource(name)).replaceAll(hole -> filled(hole.group(1), values)));
    }

    private static String filled(String hole, Map<String, Html> values) {
        return Matcher.quoteReplacement(
                Objects.requireNonNull(values.get(hole), hole).markup());
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(Html.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
