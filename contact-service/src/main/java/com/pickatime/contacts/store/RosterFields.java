package com.pickatime.contacts.store;

import java.util.List;

/**
 * Names of the fields inside {@link DocumentFields#ROSTER} that are read again, and of a person's what is done with them. A field that
 * the roster leaves empty is absent.
 */
public final class RosterFields {

    public static final String NAME = "name";
    public static final String TITLE = "title";
    public static final String TYPE = "type";
    public static final String IDENTIFIER = "identifier";
    public static final String END = "endDate";
    public static final String BEGIN = "beginDate";
    public static final String SCHOOL_YEAR = "schoolYear";
    public static final String CODE = "code";
    public static final String COURSE = "courseSourceId";
    public static final String SCHOOL = "schoolSourceId";
    public static final String LOCATION = "location";
    public static final String TERMS = "terms";
    public static final String GRADES = "grades";
    public static final String PERIODS = "periods";
    public static final String CLASS = "classSourceId";
    public static final String USER = "userSourceId";
    public static final String ROLE = "role";
    public static final String PRIMARY = "primary";
    public static final String ROLES = "roles";
    public static final String GIVEN_NAME = "givenName";
    public static final String FAMILY_NAME = "familyName";
    public static final String MIDDLE_NAME = "middleName";
    public static final String PREFERRED_NAME = "preferredName";

    /** Trimmed and in lower case, to look people up by. */
    public static final String EMAIL = "email";

    /** As the roster has it. */
    public static final String EMAIL_GIVEN = "emailGiven";

    public static final String USERNAME = "username";

    /** What a person is searched by; see {@link SearchWords}. */
    public static final String WORDS = "words";

    /** What lists of people are sorted by; see {@link ListOrder}. */
    public static final String BY_NAME = "byName";

    public static final String BY_KIND = "byKind";

    public static final String ORGS = "orgs";

    /** Source IDs of those whom this person claims a parent-student relationship with. */
    public static final String AGENTS = "agents";

    public static final String ENABLED = "enabled";

    /** Sealed; see {@link #BIRTH_DATE_HASH} for what to compare by. */
    public static final String BIRTH_DATE = "birthDate";

    /** Keyed hash of business and date: equal within one business for equal dates, and for nobody else. */
    public static final String BIRTH_DATE_HASH = "birthDateHash";

    /** What a person is searched by. */
    public static final List<String> SEARCHED =
            List.of(GIVEN_NAME, FAMILY_NAME, MIDDLE_NAME, PREFERRED_NAME, IDENTIFIER, EMAIL);

    /** What may be ours of a person: people know their own names and addresses better than a roster. */
    public static final List<String> OVERRIDABLE = List.of(GIVEN_NAME, FAMILY_NAME, MIDDLE_NAME, EMAIL);

    private RosterFields() {}

    /** The field as a query names it. */
    public static String path(String field) {
        return DocumentFields.ROSTER + '.' + field;
    }
}
