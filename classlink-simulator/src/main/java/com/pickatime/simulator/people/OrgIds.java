package com.pickatime.simulator.people;

/** The sourcedIds of the organisations: the district is {@code 0}, schools have four digits. */
public final class OrgIds {

    public static final String DISTRICT = "0";
    private static final int FIRST_SCHOOL = 1001;

    private OrgIds() {}

    public static String school(int index) {
        return Integer.toString(FIRST_SCHOOL + index);
    }
}
