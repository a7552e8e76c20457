package com.pickatime.local.testing.access;

/** A method and a path pattern that a service answers, written {@code GET /businesses/{businessId}/contacts}. */
record Endpoint(String method, String pattern) implements Comparable<Endpoint> {

    /** A variable's end; its regular expression may have braces of its own. */
    private static final String REST = "(?:[^{}]|\\{[^{}]*})*}";

    /** A path that the pattern matches, of the business that a test's tokens are for. */
    String path(String businessId) {
        return pattern.replaceAll("\\{businessId" + REST, businessId)
                .replaceAll("\\{" + REST, "x")
                .replace("/**", "/x")
                .replace("*", "x");
    }

    /** As OpenAPI writes it: variables without what they have to look like. */
    String documented() {
        return method + ' ' + pattern.replaceAll("\\{(\\w+):" + REST, "{$1}");
    }

    @Override
    public int compareTo(Endpoint other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return method + ' ' + pattern;
    }
}
