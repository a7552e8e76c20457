package com.pickatime.simulator.records;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A reference to another record (GUIDRef).
 *
 * @param href at the district's own server, which is another host than the one that was asked: not to be followed
 * @param sourcedId of the record meant
 * @param type {@code user}, {@code org} and so on
 */
public record GuidRef(String href, String sourcedId, String type) {

    private static final String ROSTER_SERVER = "https://district-ex-v2.rosterserver.example/ims/oneroster/v1p1/";

    public static GuidRef user(String sourcedId) {
        return of("users", sourcedId, "user");
    }

    public static GuidRef org(String sourcedId) {
        return of("orgs", sourcedId, "org");
    }

    public static GuidRef session(String sourcedId) {
        return of("academicSessions", sourcedId, "academicSession");
    }

    public static GuidRef course(String sourcedId) {
        return of("courses", sourcedId, "course");
    }

    public static GuidRef schoolClass(String sourcedId) {
        return of("classes", sourcedId, "class");
    }

    private static GuidRef of(String collection, String sourcedId, String type) {
        var segment = URLEncoder.encode(sourcedId, StandardCharsets.UTF_8).replace("+", "%20");
        return new GuidRef(ROSTER_SERVER + collection + "/" + segment, sourcedId, type);
    }
}
