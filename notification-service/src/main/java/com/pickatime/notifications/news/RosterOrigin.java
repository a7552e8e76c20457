package com.pickatime.notifications.news;

/** Where an imported roster came from, and what mails call it: a mail about a file does not speak of ClassLink. */
public enum RosterOrigin {
    CLASSLINK("ClassLink roster", "ClassLink has", "in ClassLink"),
    DIRECT("roster", "your OneRoster server has", "on your OneRoster server"),
    FILE("uploaded roster", "the uploaded files hold", "in the uploaded files"),
    /** Events older than the field do not tell. */
    UNTOLD("roster", "the source has", "in the source");

    private final String roster;
    private final String holder;
    private final String place;

    RosterOrigin(String roster, String holder, String place) {
        this.roster = roster;
        this.holder = holder;
        this.place = place;
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

    public boolean isFile() {
        return this == FILE;
    }

    public boolean isDirect() {
        return this == DIRECT;
    }
}
