package com.pickatime.simulator.people;

import com.pickatime.simulator.layout.SeededRandom;
import com.pickatime.simulator.layout.SeededRandom.Trait;
import java.util.UUID;

/**
 * The sourcedIds of people and classes, in the mixed shapes that student information systems give them.
 *
 * <p>Within a collection they ascend with the index, whatever their shape: a page sorted by sourcedId needs no sorting.
 */
public final class SourcedIds {

    private static final String ADMINISTRATOR = "ADM0001";
    private static final String GUARDIAN = "G";
    private static final String TEACHER = "T";
    private static final int FIRST_STUDENT = 1_000_000;
    private static final int FIRST_CLASS = 4_000_000;
    private static final int FIRST_GUARDIAN = 3_000_000;
    private static final int DIGITS = 7;

    private final SeededRandom random;
    private final int teachers;

    /**
     * Numbers the people of a district.
     *
     * @param teachers how many, former ones among them: decides the width of their numbers
     */
    public SourcedIds(SeededRandom random, int teachers) {
        this.random = random;
        this.teachers = teachers;
    }

    public String student(int index) {
        return shaped(FIRST_STUDENT, index, Trait.STUDENT_ID);
    }

    public String schoolClass(int index) {
        return shaped(FIRST_CLASS, index, Trait.CLASS_ID);
    }

    public String guardian(int index) {
        return GUARDIAN + (FIRST_GUARDIAN + index);
    }

    public String administrator() {
        return ADMINISTRATOR;
    }

    /** {@code T0001} and so on, with as many digits as the last one needs. */
    public String teacher(int index) {
        return TEACHER + Integer.toString(power() + index + 1).substring(1);
    }

    /** The index a student's sourcedId would have, or a negative number if it cannot be one. */
    int studentIndex(String id) {
        return number(id, 0) - FIRST_STUDENT;
    }

    /** The index a class's sourcedId would have, or a negative number if it cannot be one. */
    public int classIndex(String id) {
        return number(id, 0) - FIRST_CLASS;
    }

    /** The index a guardian's sourcedId would have, or a negative number if it cannot be one. */
    int guardianIndex(String id) {
        return id.startsWith(GUARDIAN) ? number(id, GUARDIAN.length()) - FIRST_GUARDIAN : -1;
    }

    /** The index a teacher's sourcedId would have, or a negative number if it cannot be one. */
    int teacherIndex(String id) {
        return id.matches(TEACHER + "\\d{4,6}") ? Integer.parseInt(id.substring(TEACHER.length())) - 1 : -1;
    }

    private String shaped(int first, int index, Trait trait) {
        var number = Integer.toString(first + index);
        if (random.once(101, trait, index)) {
            return number + "|" + index % 9;
        }
        if (random.once(211, trait, index)) {
            return number + " A";
        }
        return random.once(13, trait, index) ? guid(number, index, trait) : number;
    }

    private String guid(String number, int index, Trait trait) {
        var bits = random.bits(trait, index);
        return number + new UUID(bits, ~bits).toString().substring(number.length());
    }

    private int power() {
        var power = 10_000;
        while (power <= teachers) {
            power *= 10;
        }
        return power;
    }

    private static int number(String id, int from) {
        var end = from + DIGITS;
        if (id.length() < end || !id.substring(from, end).chars().allMatch(SourcedIds::isDigit)) {
            return -1;
        }
        return Integer.parseInt(id.substring(from, end));
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
