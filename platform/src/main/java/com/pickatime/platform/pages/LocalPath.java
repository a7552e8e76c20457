package com.pickatime.platform.pages;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place on this site to go to after a sign-in; whoever could name another site there could lead people to a look-alike.
 *
 * <p>It starts with one slash and has no backslash (browsers read it as a slash, WHATWG URL Standard section 4.4), no
 * control character (they drop tabs and line breaks first), and none of these after percent-decoding either.
 */
public record LocalPath(String value) {

    private static final int MOST_CHARACTERS = 1024;
    /** What is encoded more often than this is no honest address. */
    private static final int MOST_LAYERS = 4;

    /** What RFC 3986 section 2 lets stand in an address. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:[A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*");

    private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");

    /** The account page. */
    public static final LocalPath HOME = new LocalPath("/");

    /** @throws IllegalArgumentException if it is not a local path */
    public LocalPath {
        if (!isLocal(value)) {
            throw new IllegalArgumentException("not a path on this site");
        }
    }

    /** What a request asked for, if it is a local path. */
    public static Optional<LocalPath> of(@Nullable String text) {
        return text != null && isLocal(text) ? Optional.of(new LocalPath(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isLocal(String text) {
        if (text.length() > MOST_CHARACTERS || !ADDRESS.matcher(text).matches()) {
            return false;
        }
        var layer = text;
        for (int layers = 0; layers < MOST_LAYERS && staysHere(layer); layers++) {
            var decoded = decode(layer);
            if (decoded.equals(layer)) {
                return true;
            }
            layer = decoded;
        }
        return false;
    }

    private static boolean staysHere(String path) {
        return path.startsWith("/")
                && !path.startsWith("//")
                && path.indexOf('\\') < 0
                && path.chars().noneMatch(Character::isISOControl);
    }

    /** Takes what is no encoding as it is, for so do lenient readers; only ASCII can do harm, so that other letters are blurred. */
    private static String decode(String text) {
        return ENCODED.matcher(text).replaceAll(found -> {
            var character = (char) Integer.parseInt(found.group(1), 16);
            return character < 128 ? Matcher.quoteReplacement(String.valueOf(character)) : "x";
        });
    }
}
