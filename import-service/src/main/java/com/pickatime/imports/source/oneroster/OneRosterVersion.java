package com.pickatime.imports.source.oneroster;

import java.util.List;

/** A version of OneRoster's REST binding: where it is served, and what a token must allow. */
public enum OneRosterVersion {
    V1_1("/ims/oneroster/v1p1", "https://purl.imsglobal.org/spec/or/v1p1/scope/"),
    V1_2("/ims/oneroster/rostering/v1p2", "https://purl.imsglobal.org/spec/or/v1p2/scope/");

    private static final String CORE = "roster-core.readonly";
    private static final String BIRTH_DATES = "roster-demographics.readonly";
    private static final String ROSTER = "roster.readonly";

    private final String path;
    private final String scopes;

    OneRosterVersion(String path, String scopes) {
        this.path = path;
        this.scopes = scopes;
    }

    /** Where its collections are on a server that follows the specification. */
    String path() {
        return path;
    }

    /**
     * Scopes to ask for, those that allow most first. Servers refuse a token altogether for one scope that they do not know or
     * do not grant; what is granted without birth dates is still a roster.
     */
    public List<List<String>> scopes() {
        return List.of(
                List.of(scopes + CORE, scopes + BIRTH_DATES, scopes + ROSTER),
                List.of(scopes + CORE, scopes + BIRTH_DATES),
                List.of(scopes + CORE));
    }
}
