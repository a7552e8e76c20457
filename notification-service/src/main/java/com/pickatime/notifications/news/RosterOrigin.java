package com.pickatime.notifications.news;

/** Where an imported roster came from, and what mails call it: a mail about a file does not speak of ClassLink. */
public enum RosterOrigin {
    CLASSLINK("ClassLink roster", "ClassLink has", "in ClassLink", "ClassLink shares"),
    DIRECT("roster", "your OneRoster server has", "on your OneRoster server", "Your OneRoster server shares"),
    FILE("uploaded roster", "the uploaded files hold", "in the uploaded files", "The uploaded files hold"),
    /** Of an import that was taken back. */
    SNAPSHOT("earlier roster", "the roster held then", "in the roster of then", "The roster of then holds"),
    /** Events older than the field do not tell. */
    UNTOLD("roster", "the source has", "in the source", "The source shares");

    private final String roster;
    private final String holder;
    private final String place;
    private final String sharing;

    RosterOrigin(String roster, String holder, String place, String sharing) {
        this.roster = roster;
        this.holder = holder;
        this.place = place;
        this.sharing = sharing;
    }

    /** At the beginning of a sentence, before what is shared. */
    public String sharing() {
        return sharing;
    }

    /** After "the". */
    public String roster() {
        return roster;
    }

    /** After "what". */
    public String holder() {
        return holder;
    }

    /** After a number, or "correct it". */
    public String place() {
        return place;
    }

    public boolean isClassLink() {
        return this == CLASSLINK;
    }

    public boolean isFile() {
        return this == FILE;
    }

    public boolean isDirect() {
        return this == DIRECT;
    }
}
