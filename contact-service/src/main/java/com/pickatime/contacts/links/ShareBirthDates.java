package com.pickatime.contacts.links;

import com.pickatime.contacts.directory.RosterOrigins.Origin;

/** What to do where a roster came without birth dates; import-service and its mails say the same. */
public final class ShareBirthDates {

    private static final String CLICKS =
            "the ClassLink Management Console open Apps > All Applications, click the gear of pickAtime, then Shared Fields >"
                    + " Demographics tab > Enable Demographics > Save, and import again.";
    private static final String LET_READ =
            "pickAtime's key read demographics on the district's OneRoster server, and import again.";
    private static final String UPLOAD = "again with demographics.csv and its column birthDate (YYYY-MM-DD) filled in.";

    private ShareBirthDates() {}

    /** Whole sentences for an administrator. */
    public static String words(Origin origin) {
        return switch (origin) {
            case CLASSLINK -> "In " + CLICKS;
            case DIRECT -> "Let " + LET_READ;
            case FILE -> "Upload " + UPLOAD;
            case UNTOLD ->
                "If the roster comes from ClassLink, in " + CLICKS
                        + " If it comes from the district's own OneRoster server, let " + LET_READ
                        + " If you upload files, upload " + UPLOAD;
        };
    }
}
