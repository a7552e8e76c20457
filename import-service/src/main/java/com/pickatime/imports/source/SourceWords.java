package com.pickatime.imports.source;

import com.pickatime.imports.plan.roster.Warning;

/** What administrators call a source, and where they put right what is wrong with it. */
public final class SourceWords {

    /** Why an import that read little keeps much. */
    public static final Warning CHANGES_ONLY = new Warning(
            "CHANGES_ONLY",
            0,
            "Only what changed was read, and everything else stays as it was. Class rosters and parent-student relationships are"
                    + " counted of what changed alone; the next full import counts all of them.");

    private SourceWords() {}

    /** At the beginning of a sentence. */
    public static String name(SourceType source) {
        return switch (source) {
            case CLASSLINK_PROXY -> "ClassLink";
            case CLASSLINK_DIRECT -> "The district's OneRoster server";
            case FILE -> "The upload";
            case SNAPSHOT -> "The roster of then";
        };
    }

    /** The same within a sentence. */
    public static String inSentence(SourceType source) {
        return switch (source) {
            case CLASSLINK_PROXY -> "ClassLink";
            case CLASSLINK_DIRECT -> "the district's OneRoster server";
            case FILE -> "the upload";
            case SNAPSHOT -> "the roster of then";
        };
    }

    /** What to do about a source that does not do as it should. */
    public static String tellWhoRunsIt(SourceType source) {
        return switch (source) {
            case CLASSLINK_PROXY -> "tell ClassLink's support";
            case CLASSLINK_DIRECT -> "tell whoever runs that server";
            case FILE -> "tell whoever made the files";
            case SNAPSHOT -> "tell whoever runs pickAtime";
        };
    }

    /** How everything is imported where only changes were, at the beginning of a sentence. */
    public static String importAll(SourceType source) {
        return switch (source) {
            case CLASSLINK_PROXY, CLASSLINK_DIRECT, SNAPSHOT -> "Start a full import";
            case FILE -> "Export users.csv as bulk, say so in manifest.csv, and upload the files again";
        };
    }

    /** What to look at when something that exists is missing from the roster. */
    public static String checkWhatIsShared(SourceType source) {
        return switch (source) {
            case CLASSLINK_PROXY -> "check pickAtime's sharing rules in the ClassLink Management Console";
            case CLASSLINK_DIRECT -> "check on that server which records pickAtime's key may read";
            case FILE -> "add it to the files and upload them again";
            case SNAPSHOT -> "import the roster as it is now";
        };
    }

    /** A warning that was found whatever the source, with what can be done about it at this one. */
    public static Warning withRemedy(SourceType source, Warning warning) {
        var remedy = remedy(source, warning.code());
        return remedy.isEmpty()
                ? warning
                : new Warning(warning.code(), warning.count(), warning.message() + " " + remedy);
    }

    private static String remedy(SourceType source, String code) {
        return switch (code) {
            case "UNRESOLVED_AGENTS" ->
                switch (source) {
                    case CLASSLINK_PROXY ->
                        "In ClassLink, open the data sharing permissions of pickAtime and switch on \"Unenrolled Users\""
                                + " (or Full access), then import again.";
                    case CLASSLINK_DIRECT ->
                        "Let pickAtime's key read users without enrollments on that server, then import again.";
                    case FILE -> "Add them to users.csv, then upload again.";
                    case SNAPSHOT -> "";
                };
            case "AGENTS_NOT_A_PARENT_AND_STUDENT" ->
                switch (source) {
                    case CLASSLINK_PROXY -> "Check the roles of the users on both sides in ClassLink.";
                    case CLASSLINK_DIRECT -> "Check the roles of the users on both sides on that server.";
                    case FILE -> "Check the roles of the users on both sides in users.csv.";
                    case SNAPSHOT -> "";
                };
            default -> "";
        };
    }
}
